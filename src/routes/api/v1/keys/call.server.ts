import type { Handler } from "#platform/asked.ts";
import { keyList } from "#modules/access/key.queries.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, keyList);
