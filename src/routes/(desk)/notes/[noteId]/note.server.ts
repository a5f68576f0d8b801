import { canChangeNote } from "#modules/notes/note.policy.ts";
import { findNote } from "#modules/notes/note.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found } from "#platform/http.server.ts";

/** A note that the actor may put right. */
export async function openNote(work: Work, noteId: string) {
  const note = found(await findNote(work, noteId));
  requirePermission(canChangeNote(work.actor, note));
  return note;
}
