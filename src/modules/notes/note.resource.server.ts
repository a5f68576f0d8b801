import { editing, resource } from "#platform/resource.ts";
import { editNote, writeNote } from "./note.commands.server.ts";
import { editNoteForm, noteForm } from "./note.forms.ts";
import { noteAnswers } from "./note.answers.ts";
import { findNote, noteList } from "./note.queries.server.ts";
import { STEP_ACTS } from "./note.steps.server.ts";

export const notes = resource({
  answers: noteAnswers,
  says: { list: "Notes of talks, calls and letters, newest first", one: "One note" },
  list: noteList,
  find: findNote,
  add: { says: "Note a talk, a call or a letter", form: noteForm, take: writeNote },
  edit: editing(findNote, editNoteForm, editNote, "Edit a note: only what is sent changes"),
  steps: STEP_ACTS,
});
