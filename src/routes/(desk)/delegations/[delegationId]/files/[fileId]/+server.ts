import { readFileOf } from "#modules/delegations/delegation-files.queries.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { delegationId: id, fileId } = event.params;
  return sentFile(await read(event, async (work) => found(await readFileOf(work, { id, fileId }))));
};
