import { canNote } from "#modules/notes/note.policy.ts";
import { findAbout, noteList } from "#modules/notes/note.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readCounted(event, work, noteList);
    const { partner, delegation } = page.filter;
    return { ...page, about: await findAbout(work, { partner, delegation }), canNote: canNote(work.actor) };
  });
