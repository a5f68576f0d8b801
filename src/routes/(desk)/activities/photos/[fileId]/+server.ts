import { findPhoto } from "#modules/activities/activity.queries.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const photo = await read(event, async (work) => found(await findPhoto(work, event.params.fileId)));
  return sentFile({ ...photo, bytes: await readBytes(photo.sha256) });
};
