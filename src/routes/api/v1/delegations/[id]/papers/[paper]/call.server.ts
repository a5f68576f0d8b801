import type { Handler } from "#platform/asked.ts";
import { readPaperOf } from "#modules/delegations/delegation-files.queries.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { answerFile } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";

export const GET: Handler<{ id: string; paper: string }> = (event) =>
  answerFile(event, async (work) => {
    const { id, paper } = event.params;
    const language = event.url.searchParams.get("language");
    return sentFile(found(await readPaperOf(work, { id, fileId: paper }, language)));
  });
