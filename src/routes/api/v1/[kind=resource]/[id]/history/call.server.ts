import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { findCalled } from "#modules/sharing/sharing.queries.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { pastFilter } from "#platform/history.filter.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listPast } from "#platform/history.server.ts";
import { answer } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";

export const GET: Handler<{ kind: ResourceKind; id: string }> = (event) =>
  answer(event, async (work) => {
    const { kind, id } = event.params;
    found(await findCalled(work, kind, id));
    const { items, next_cursor } = await listPast(work, id, requireFilter(pastFilter, event.url.searchParams));
    return { items: await tellHistory(work, items), next_cursor };
  });
