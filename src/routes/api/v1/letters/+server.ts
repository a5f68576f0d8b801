import { letterList } from "#platform/letter-list.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, letterList);
