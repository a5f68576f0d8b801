import { canKeepAid, correctAmount } from "#modules/aid-projects/aid-project.commands.server.ts";
import { correctAmountForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject, findAmount } from "#modules/aid-projects/aid-project.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepAid(work.actor));
    const { id, title } = found(await findAidProject(work, event.params.projectId));
    return { project: { id, title }, amount: found(await findAmount(work, event.params)) };
  });

export const actions: Actions = {
  default: (event) =>
    submit(event, correctAmountForm, async (work, amount) => {
      await correctAmount(work, event.params, amount);
      return `/aid-projects/${event.params.projectId}?did=saved`;
    }),
};
