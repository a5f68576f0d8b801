import { editing, resource } from "#platform/resource.ts";
import { registerAnswers } from "./register.answers.ts";
import { editEntry, registerPaper } from "./register.commands.server.ts";
import { editEntryForm, registerForm } from "./register.forms.ts";
import { findEntry, readFileOfEntry, registerList } from "./register.queries.server.ts";
import { STEP_ACTS } from "./register.steps.server.ts";

export const registers = resource({
  answers: registerAnswers,
  says: { list: "Papers in the register under their numbers, book by book", one: "One line of the register" },
  list: registerList,
  find: findEntry,
  add: { says: "Register a paper; without a number it takes the next one", form: registerForm, take: registerPaper },
  edit: editing(findEntry, editEntryForm, editEntry, "Put right what the register says, with a reason"),
  steps: STEP_ACTS,
  files: { files: readFileOfEntry },
});
