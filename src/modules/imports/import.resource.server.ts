import { resource } from "#platform/resource.ts";
import { findAccount, importList, listEveryProblem } from "./import.queries.server.ts";
import { importAnswers } from "./import.answers.ts";
import { STEP_ACTS } from "./import.steps.server.ts";

/** What is uploaded is a file and no JSON: that call stands in the interface's own folder. */
export const imports = resource({
  answers: importAnswers,
  says: { list: "Imports, newest first", one: "How an import stands, with its account" },
  list: importList,
  find: findAccount,
  parts: async (work, id) => ({ problems: await listEveryProblem(work, id) }),
  steps: STEP_ACTS,
});
