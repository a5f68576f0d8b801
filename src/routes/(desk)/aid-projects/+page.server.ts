import { listCountryNames, listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { listAidProjects, sumAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";
import { filterOf } from "./filter.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const filter = filterOf(event.url);
    const page = await listAidProjects(work, { ...filter, ...pageOf(event.url) });
    const codes = page.items.map((one) => one.ngo_country);
    return {
      filter,
      ...page,
      countries: await listCountryChoices(work, event.locals.locale),
      sums: await sumAidProjects(work, filter),
      countryNames: await listCountryNames(work, codes, event.locals.locale),
      canKeep: canKeepAid(work.actor),
    };
  });
