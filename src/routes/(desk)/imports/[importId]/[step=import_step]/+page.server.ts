import type { StepName } from "#modules/imports/import.model.ts";
import { canImport } from "#modules/imports/import.policy.ts";
import { findImport } from "#modules/imports/import.queries.server.ts";
import { STEP_ACTS } from "#modules/imports/import.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

export const { load, actions } = stepPages({
  kind: "import",
  acts: STEP_ACTS,
  find: findImport,
  mayTake: (actor) => canImport(actor),
  show: (_work, { file_name }) => ({ file_name }),
})(({ importId, step }: { importId: string; step: StepName }) => ({ id: importId, step }));
