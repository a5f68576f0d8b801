import { forceTemplate } from "#modules/paper-templates/paper-template.commands.server.ts";
import { forceTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { listTemplates } from "#modules/paper-templates/paper-template.queries.server.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { addressOf, placeOf, unitToKeep } from "../../../template.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const place = placeOf(event.params);
    const unit = await unitToKeep(work, event.url);
    const versions = await listTemplates(work, { ...place, unitId: unit.id });
    const asked = event.url.searchParams.get("template");
    const template = asked ? found(versions.find((one) => one.id === asked)) : undefined;
    const inForce = versions.find((one) => one.in_force_since !== null);
    return {
      unit,
      ordinal: template?.ordinal,
      start: { ...place, unit_id: unit.id, template_id: template?.id, instead_of: inForce?.id },
      back: `${addressOf(place)}?unit=${unit.id}`,
    };
  });

export const actions: Actions = onSubmit(forceTemplateForm, async (work, asked) => {
  const unit_id = await forceTemplate(work, asked);
  return `${addressOf(asked)}?did=saved&unit=${unit_id}`;
});
