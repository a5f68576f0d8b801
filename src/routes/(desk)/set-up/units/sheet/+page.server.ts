import { listFile } from "#modules/imports/import.forms.ts";
import { readUnitRows } from "#modules/imports/unit-sheet.commands.server.ts";
import { unitLinesForm } from "#modules/units/unit.forms.ts";
import { lookAtUnits } from "#modules/units/unit-lines.commands.server.ts";
import { load as read, onLook } from "#platform/http.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
import { findSetUp } from "../../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ units: (await findSetUp(work)).units, kind: event.url.searchParams.get("kind") }));

const sheetForm = unitLinesForm.pick({ kind: true }).extend({ file: listFile() });

/** What the sheet would found is shown first; its lines then go to where lines are founded. */
export const actions = onLook(sheetForm, async ({ kind, file }, { locals }) => {
  const { lines, left } = await readUnitRows(locals.actor, { name: file.name, bytes: await bytesOfFile(file) });
  return async (work) => ({
    ...(await lookAtUnits(work, { kind, lines })),
    left: left.map(({ code, details }) => ruleInWords(code, details)),
  });
});
