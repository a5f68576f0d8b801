import { canKeepAid, registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { SECTORS, aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { listProvinces } from "#modules/reference/reference.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, submit } from "#platform/http.server.ts";
import { listCountryChoices } from "../../country-choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepAid(work.actor));
    const provinces = await listProvinces(work, 2025);
    return {
      sectors: SECTORS,
      countries: await listCountryChoices(work, event.locals.locale),
      provinces: provinces.map((one) => ({
        value: one.code,
        label: event.locals.locale === "vi" ? one.name_vi : one.name_en,
      })),
    };
  });

export const actions: Actions = {
  default: (event) =>
    submit(
      event,
      aidProjectForm,
      async (work, project) => `/aid-projects/${await registerAidProject(work, project)}?did=aid_registered`,
    ),
};
