import { prepareTemplate } from "#modules/paper-templates/paper-template.commands.server.ts";
import { addTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { load as read, onPrepared } from "#platform/http.server.ts";
import { addressOf, placeOf, unitToKeep } from "../../../template.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const place = placeOf(event.params);
    const { id: unit_id } = await unitToKeep(work, event.url);
    return { start: { ...place, unit_id }, back: `${addressOf(place)}?unit=${unit_id}` };
  });

export const actions: Actions = onPrepared(addTemplateForm, async (template, { locals, params }) => {
  const add = await prepareTemplate(locals.actor, { ...template, ...placeOf(params) });
  return async (work) => {
    await add(work);
    return `${addressOf(template)}?did=saved${template.unit_id ? `&unit=${template.unit_id}` : ""}`;
  };
});
