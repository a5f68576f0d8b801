import { listInvitations, listPeople } from "#modules/access/people.queries.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { searchParams } = event.url;
    const filter = { q: searchParams.get("q") ?? undefined, ended: searchParams.get("ended") ?? undefined };
    const people = await listPeople(work, { ...filter, ...pageOf(event.url) });
    return { filter, people, invitations: filter.q || filter.ended ? [] : await listInvitations(work) };
  });
