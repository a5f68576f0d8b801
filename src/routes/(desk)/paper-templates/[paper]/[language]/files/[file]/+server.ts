import { readOriginalOf, readTemplate } from "#modules/paper-templates/paper-template.queries.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { UUID } from "#platform/id.ts";
import { placeOf } from "../../../../template.server.ts";
import type { RequestHandler } from "./$types";

/** The original, or a version, as it is: to begin a new one with. */
export const GET: RequestHandler = async (event) => {
  const { paper, language } = placeOf(event.params);
  const { file } = event.params;
  const { bytes, name } = await read(event, async (work) => {
    if (file === "original") return readOriginalOf(paper, language);
    return found(UUID.test(file) ? await readTemplate(work, file) : undefined);
  });
  return attachment(bytes, name);
};
