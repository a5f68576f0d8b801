import { listCorrections } from "#modules/reports/correction.queries.server.ts";
import { findFrozen } from "#modules/reports/frozen.queries.server.ts";
import { answer } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => listCorrections(work, found(await findFrozen(work, event.params.id))));
