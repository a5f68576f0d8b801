import type { Handler } from "#platform/asked.ts";
import { frozenList } from "#modules/reports/frozen.queries.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, frozenList);
