import { listGrantable } from "#modules/access/access.queries.server.ts";
import { grantProject } from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { grantForm } from "#modules/aid-projects/aid-project.forms.ts";
import { findAidProject } from "#modules/aid-projects/aid-project.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepAid(work.actor));
    const project = found(await findAidProject(work, event.params.projectId));
    const people = await listGrantable(work, ["foreign_ngo"], project.named_user_ids);
    return {
      project: { id: project.id, title: project.title },
      people: people.map((one) => ({ value: one.id, label: one.name })),
      granted: people.filter((one) => one.isNamed).map((one) => one.name),
    };
  });

export const actions: Actions = onSubmit(grantForm, async (work, grant, { params }) => {
  await grantProject(work, params.projectId, grant);
  return `/aid-projects/${params.projectId}?did=${grant.access === "end" ? "grant_ended" : "granted"}`;
});
