import { error } from "@sveltejs/kit";
import { readPaper } from "#modules/reports/frozen.queries.server.ts";
import { paperFilter } from "#modules/reports/indicator.filter.ts";
import { attachment } from "#platform/attachment.server.ts";
import { load as read } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

/** A paper as it was sent: `vi.pdf`, `en.docx`. */
export const GET: RequestHandler = async (event) => {
  const [language, format] = event.params.paper.split(".");
  const asked = paperFilter.safeParse({ language, format });
  if (!asked.success) error(404);
  const paper = await read(event, (work) => readPaper(work, event.params.reportId, asked.data));
  return attachment(paper.bytes, paper.name);
};
