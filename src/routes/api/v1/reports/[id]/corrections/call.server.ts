import type { Handler } from "#platform/asked.ts";
import { listCorrections } from "#modules/reports/correction.queries.server.ts";
import { findFrozen } from "#modules/reports/frozen.queries.server.ts";
import { answer } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";

export const GET: Handler<{ id: string }> = (event) =>
  answer(event, async (work) => listCorrections(work, found(await findFrozen(work, event.params.id))));
