import { listPeople } from "#modules/access/access.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => read(event, async (work) => ({ people: await listPeople(work) }));
