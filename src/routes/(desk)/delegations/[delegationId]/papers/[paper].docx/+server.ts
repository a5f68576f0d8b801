import { readPaperOf } from "#modules/delegations/delegation-files.queries.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { delegationId: id, paper: fileId } = event.params;
  const { bytes, name } = await read(event, async (work) =>
    found(await readPaperOf(work, { id, fileId }, event.url.searchParams.get("language"))),
  );
  return attachment(bytes, name);
};
