import type { Handler } from "#platform/asked.ts";
import { letterList } from "#platform/letter-list.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, letterList);
