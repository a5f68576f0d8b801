import { editNote } from "#modules/notes/note.commands.server.ts";
import { editNoteForm } from "#modules/notes/note.forms.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { openNote } from "../note.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ note: await openNote(work, event.params.noteId) }));

export const actions: Actions = onSubmit(editNoteForm, async (work, edit, { params }) => {
  await editNote(work, params.noteId, edit);
  return `/notes/${params.noteId}?did=saved`;
});
