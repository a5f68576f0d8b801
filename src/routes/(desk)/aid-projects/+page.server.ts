import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { listAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";
import { filterOf } from "./filter.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const filter = filterOf(event.url);
    const page = await listAidProjects(work, { ...filter, ...pageOf(event.url) });
    const codes = page.items.map((one) => one.ngo_country);
    return {
      q: filter.q,
      ...page,
      countryNames: await listCountryNames(work, codes, event.locals.locale),
      canKeep: canKeepAid(work.actor),
    };
  });
