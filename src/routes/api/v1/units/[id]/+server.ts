import { renameUnit } from "#modules/units/unit.commands.server.ts";
import { renameForm } from "#modules/units/unit.forms.ts";
import { findUnit, listUnitParts } from "#modules/units/unit.queries.server.ts";
import { answer, answerWrite, found } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const unit = found(await findUnit(work, event.params.id));
    return shown({ ...unit, ...(await listUnitParts(work, unit.id)) });
  });

export const PATCH: RequestHandler = (event) =>
  answerWrite(event, renameForm, async (work, names) => {
    await renameUnit(work, event.params.id, names);
    return { id: event.params.id };
  });
