import { readPaper } from "#modules/reports/frozen.queries.server.ts";
import { paperFilter } from "#modules/reports/indicator.filter.ts";
import { attachment } from "#platform/attachment.server.ts";
import { inReading } from "#platform/db.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { answerRead } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answerRead(async () => {
    const paper = await inReading(event.locals.actor, (work) =>
      readPaper(work, event.params.id, requireFilter(paperFilter, event.url.searchParams)),
    );
    return attachment(paper.bytes, paper.name);
  });
