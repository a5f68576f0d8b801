import { keyList } from "#modules/access/key.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readList } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) => read(event, (work) => readList(event, work, keyList));
