import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { listAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const q = event.url.searchParams.get("q") || undefined;
    const country = event.url.searchParams.get("country") || undefined;
    const page = await listAidProjects(work, { q, country, ...pageOf(event.url) });
    const codes = page.items.map((one) => one.ngo_country);
    return {
      q,
      ...page,
      countryNames: await listCountryNames(work, codes, event.locals.locale),
      canKeep: canKeepAid(work.actor),
    };
  });
