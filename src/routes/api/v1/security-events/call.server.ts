import type { Handler } from "#platform/asked.ts";
import { securityList } from "#platform/security-list.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler = (event) => answerList(event, securityList);
