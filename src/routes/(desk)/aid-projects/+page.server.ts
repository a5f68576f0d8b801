import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { listAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const q = event.url.searchParams.get("q") || undefined;
    return {
      q,
      ...(await listAidProjects(work, {
        q,
        country: event.url.searchParams.get("country") || undefined,
        ...pageOf(event.url),
      })),
      canKeep: canKeepAid(work.actor),
    };
  });
