import { canKeepAid } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectList, sumAidProjects } from "#modules/aid-projects/aid-project.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, aidProjectList);
    return { ...page, sums: await sumAidProjects(work, page.filter), canKeep: canKeepAid(work.actor) };
  });
