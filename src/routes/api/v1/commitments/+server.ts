import { commitmentList } from "#modules/delegations/delegation-commitment.queries.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, commitmentList);
