import { listFile } from "#modules/imports/import.forms.ts";
import { readUnitRows } from "#modules/imports/unit-rows.commands.server.ts";
import { unitLinesForm } from "#modules/units/unit.forms.ts";
import { foundUnits } from "#modules/units/unit-lines.commands.server.ts";
import { load as read, onPrepared } from "#platform/http.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";
import { findSetUp } from "../../set-up.server.ts";
import { after } from "../../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => read(event, async (work) => ({ units: (await findSetUp(work)).units }));

const sheetForm = unitLinesForm.pick({ kind: true }).extend({ file: listFile() });

export const actions: Actions = onPrepared(sheetForm, async ({ kind, file }, { locals }) => {
  const lines = await readUnitRows(locals.actor, { name: file.name, bytes: await bytesOfFile(file) });
  return async (work) => {
    const count = await foundUnits(work, { parent_id: undefined, kind, lines }, "file");
    return `${after("units")}?did=units_founded_counted&count=${count}`;
  };
});
