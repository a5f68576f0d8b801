import { findPhoto } from "#modules/activities/activity.queries.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const photo = await read(event, async (work) => found(await findPhoto(work, event.params.fileId)));
  return new Response(new Uint8Array(await readBytes(photo.sha256)), {
    headers: { "content-type": photo.media_type, "cache-control": "private, max-age=86400" },
  });
};
