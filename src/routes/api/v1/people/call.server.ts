import type { Handler } from "#platform/asked.ts";
import { peopleList } from "#modules/access/people.queries.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, peopleList);
