import { listInvitations, peopleList } from "#modules/access/people.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, peopleList);
    const isWhole = !page.filter.q && !page.filter.ended;
    return { ...page, invitations: isWhole ? await listInvitations(work) : [] };
  });
