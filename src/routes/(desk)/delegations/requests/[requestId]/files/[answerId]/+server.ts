import { readAnswerFile } from "#modules/delegations/delegation-request.queries.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) =>
  sentFile(await read(event, async (work) => found(await readAnswerFile(work, event.params.answerId))));
