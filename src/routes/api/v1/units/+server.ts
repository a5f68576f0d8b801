import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { unitForm } from "#modules/units/unit.forms.ts";
import { countUnits, listUnits } from "#modules/units/unit.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) =>
    listOf(
      event.url,
      ["kind", "q", "below"],
      (filter) => listUnits(work, filter),
      (filter) => countUnits(work, filter),
    ),
  );

export const POST: RequestHandler = (event) =>
  answerWrite(event, unitForm, async (work, unit) => ({ id: await foundUnit(work, unit) }));
