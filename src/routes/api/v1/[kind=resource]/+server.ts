import { RESOURCES } from "#modules/resources.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, RESOURCES[event.params.kind].list);

export const POST: RequestHandler = (event) => {
  const { add } = RESOURCES[event.params.kind];
  if (!add) return new Response(null, { status: 405 });
  return answerWrite(event, add.form, async (work, input) => ({ id: await add.take(work, input) }));
};
