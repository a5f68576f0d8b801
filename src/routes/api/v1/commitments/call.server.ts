import type { Handler } from "#platform/asked.ts";
import { commitmentList } from "#modules/delegations/delegation-commitment.queries.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, commitmentList);
