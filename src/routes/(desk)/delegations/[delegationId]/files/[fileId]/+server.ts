import { findFile } from "#modules/delegations/delegation-parts.queries.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const file = await read(event, async (work) =>
    found(await findFile(work, event.params.delegationId, event.params.fileId)),
  );
  return new Response(new Uint8Array(await readBytes(file.sha256)), {
    headers: {
      "content-type": file.media_type,
      "content-disposition": `inline; filename="${asciiOf(file.name)}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "cache-control": "private, max-age=3600",
    },
  });
};

/** For programs that do not read the second form of the name. */
const asciiOf = (name: string) => name.replaceAll(/[^\w.-]+/g, "_");
