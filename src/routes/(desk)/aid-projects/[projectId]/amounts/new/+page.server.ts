import { canKeepAid, recordAmount } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidAmountForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepAid(work.actor));
    return { project: found(await findAidProject(work, event.params.projectId)) };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, aidAmountForm, async (work, amount) => {
      await recordAmount(work, event.params.projectId, amount);
      return `/aid-projects/${event.params.projectId}?did=saved`;
    }),
};
