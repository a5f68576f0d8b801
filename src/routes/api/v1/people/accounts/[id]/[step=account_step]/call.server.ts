import type { AccountStep } from "#modules/access/account.model.ts";
import { ACCOUNT_ACTS } from "#modules/access/account-steps.commands.server.ts";
import { answerAct } from "#platform/calls.server.ts";
import type { Asked } from "#platform/asked.ts";

type Event = Asked<{ id: string; step: AccountStep }>;

export const POST = (event: Event) => answerAct(event, ACCOUNT_ACTS[event.params.step], { id: event.params.id });
