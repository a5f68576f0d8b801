import { readFileOfEntry } from "#modules/registers/register.queries.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { entryId: id, fileId } = event.params;
  return sentFile(await read(event, async (work) => found(await readFileOfEntry(work, { id, fileId }))));
};
