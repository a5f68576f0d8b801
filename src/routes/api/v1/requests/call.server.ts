import type { Handler } from "#platform/asked.ts";
import { requestList } from "#modules/delegations/delegation-request-list.queries.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, requestList);
