import { foundUnit } from "#modules/units/unit.commands.server.ts";
import { unitForm } from "#modules/units/unit.forms.ts";
import { unitList } from "#modules/units/unit.queries.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, unitList);

export const POST: RequestHandler = (event) =>
  answerWrite(event, unitForm, async (work, unit) => ({ id: await foundUnit(work, unit) }));
