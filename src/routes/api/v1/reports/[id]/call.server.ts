import type { Handler } from "#platform/asked.ts";
import { readPaper } from "#modules/reports/frozen.queries.server.ts";
import { paperFilter } from "#modules/reports/indicator.filter.ts";
import { attachment } from "#platform/attachment.server.ts";
import { answerFile } from "#platform/calls.server.ts";
import { requireFilter } from "#platform/filter.server.ts";

export const GET: Handler<{ id: string }> = (event) =>
  answerFile(event, async (work) => {
    const paper = await readPaper(work, event.params.id, requireFilter(paperFilter, event.url.searchParams));
    return attachment(paper.bytes, paper.name);
  });
