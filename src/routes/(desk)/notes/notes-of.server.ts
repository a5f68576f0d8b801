import type { NoteFilter } from "#modules/notes/note.filter.ts";
import { canNote } from "#modules/notes/note.policy.ts";
import { noteList } from "#modules/notes/note.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { MOST_COUNTED } from "#platform/list.ts";

/** So many notes stand on the page of what they are about; the others are one link away. */
const SHOWN = 3;

/** The newest notes about one record, for those inside the union. */
export async function listNotesOf(work: Work, about: Pick<NoteFilter, "partner" | "delegation" | "country">) {
  if (work.actor.reach === "outside") return undefined;
  const [{ items }, total] = await Promise.all([
    noteList.list(work, { ...about, limit: SHOWN }),
    noteList.count(work, about, MOST_COUNTED),
  ]);
  return { notes: { items, total }, mayNote: canNote(work.actor) };
}
