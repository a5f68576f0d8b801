import { listGrantChoices } from "#modules/access/access.queries.server.ts";
import { canChangeAid, canState } from "#modules/aid-projects/aid-project.commands.server.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import { GUESTS } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { STEP_ACTS } from "#modules/aid-projects/aid-project.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

const pageOf = stepPages({
  kind: "aid_project",
  acts: STEP_ACTS,
  find: findAidProject,
  mayTake: (actor, step, project) => (step === "state" ? canState(actor, project) : canChangeAid(actor, project)),
  show: async (work, { title, named_user_ids }, step) => ({
    title,
    offered: step === "grant" ? await listGrantChoices(work, GUESTS, named_user_ids) : undefined,
  }),
});

type Params = { projectId: string };
export const grantPage = pageOf(({ projectId }: Params) => ({ id: projectId, step: "grant" }));
export const statePage = pageOf(({ projectId }: Params) => ({ id: projectId, step: "state" }));
