import { securityList } from "#platform/security-list.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, securityList);
