import { canChangeNote } from "#modules/notes/note.policy.ts";
import { findNote } from "#modules/notes/note.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { isPastClosed, listHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const note = found(await findNote(work, event.params.noteId));
    const countries = note.country_iso2 ? [note.country_iso2] : [];
    return shown({
      note: shown(note),
      countryNames: await listCountryNames(work, countries, event.locals.locale),
      canChange: canChangeNote(work.actor, note),
      history: await tellHistory(work, await listHistory(work, note.id)),
      isPastClosed: isPastClosed(work.actor, "note"),
    });
  });
