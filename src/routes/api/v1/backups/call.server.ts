import type { Handler } from "#platform/asked.ts";
import { askBackup, askForm } from "#platform/backup-state.server.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler = (event) => answerDone(event, askForm, askBackup);
