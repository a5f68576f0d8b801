import { aidAmountForm } from "#modules/aid-projects/aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { addPart } from "#platform/part.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, aidAmountForm, async (work, amount) => {
    await addPart(work, AID_PROJECT_PARTS, { recordId: event.params.id, name: "amount" }, amount);
    return { id: event.params.id };
  });
