import { recordAmount } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidAmountForm } from "#modules/aid-projects/aid-project.forms.ts";
import { answerWrite } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, aidAmountForm, async (work, amount) => {
    await recordAmount(work, event.params.id, amount);
    return { id: event.params.id };
  });
