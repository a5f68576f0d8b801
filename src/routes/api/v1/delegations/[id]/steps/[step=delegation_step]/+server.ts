import { STEP_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { answerStep } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => answerStep(event, STEP_ACTS[event.params.step]);
