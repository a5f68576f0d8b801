import { askBackup, askForm } from "#platform/backup-state.server.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => answerDone(event, askForm, askBackup);
