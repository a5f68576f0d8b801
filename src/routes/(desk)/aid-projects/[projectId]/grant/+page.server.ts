import { listGrantChoices } from "#modules/access/access.queries.server.ts";
import { canChangeAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import { GUESTS, grantProject } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { didGrant, grantForm } from "#modules/exchanges/exchange.forms.ts";
import { stepPages } from "#platform/step-page.server.ts";
import { act } from "#platform/steps.ts";

export const { load, actions } = stepPages({
  kind: "aid_project",
  acts: { grant: act(grantForm, grantProject, { did: didGrant }) },
  find: findAidProject,
  mayTake: (actor, _step, project) => canChangeAid(actor, project),
  show: async (work, { title, named_user_ids }) => ({
    title,
    offered: await listGrantChoices(work, GUESTS, named_user_ids),
  }),
})(({ projectId }: { projectId: string }) => ({ id: projectId, step: "grant" }));
