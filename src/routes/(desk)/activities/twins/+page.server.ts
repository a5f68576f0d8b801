import { twinList } from "#modules/activities/activity-twin.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) => read(event, (work) => readCounted(event, work, twinList));
