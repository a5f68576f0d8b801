import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { findSharing } from "#modules/sharing/sharing.queries.server.ts";
import { answer, answerWrite, found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const { kind, id } = event.params;
  return answer(event, async (work) => found(await findSharing(work, kind, id)));
};

export const POST: RequestHandler = (event) => {
  const { kind, id } = event.params;
  return answerWrite(event, sharingForm, async (work, asked) => {
    await changeSharing(work, [kind, id], asked);
    return { id };
  });
};
