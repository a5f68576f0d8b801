import { strToU8, zipSync } from "fflate";
import type { z } from "zod";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Erasure } from "#platform/erasures.server.ts";
import { noteErasure } from "#platform/erasures.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { machineTime } from "#platform/packed.server.ts";
import { erasePerson } from "#platform/personal.server.ts";
import type { FoundRow } from "#platform/personal-find.server.ts";
import { findPerson, keyOf } from "#platform/personal-find.server.ts";
import type { Beside } from "#platform/personal-states.server.ts";
import { filesBeside } from "#platform/personal-states.server.ts";
import { PERSONAL } from "#platform/personal.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { canHandlePersonal } from "./access.policy.ts";
import type { personForm, personRowsForm } from "./person.forms.ts";

const nameOf = ({ table, id }: FoundRow) => `${table}:${id}`;

/** Nothing of the row goes at a request: thousands of lines of what somebody did here are chosen together, by their table. */
export const isKeptWhole = ({ table, values }: FoundRow) =>
  Object.keys(values).every((column) => PERSONAL[table]?.[column]?.erasure === "stay");

/** Everything that is kept about whoever these names and contacts are of; the reader says which rows are not of a namesake. */
export function seekPerson(work: Work, { texts }: z.output<typeof personForm>): Promise<FoundRow[]> {
  requirePermission(canHandlePersonal(work.actor));
  return findPerson(work, texts);
}

/** The records found that files hang on, with how many; what is in a file is for a person to read. */
export function seekFiles(work: Work, rows: readonly FoundRow[]): Promise<Beside[]> {
  requirePermission(canHandlePersonal(work.actor));
  const tables = Map.groupBy(
    rows.filter((row) => !isKeptWhole(row)),
    ({ table }) => table,
  );
  const asked = [...tables].map(([table, found]) => ({ table, key: keyOf(table), ids: found.map(({ id }) => id) }));
  return whileSystem(work, () => filesBeside(work, asked));
}

async function chosenRows(work: Work, { texts, rows }: z.output<typeof personRowsForm>): Promise<FoundRow[]> {
  const chosen = new Set(rows);
  const found = (await seekPerson(work, { texts, letter: "" })).filter(
    (row) => chosen.has(nameOf(row)) || (chosen.has(`${row.table}:*`) && isKeptWhole(row)),
  );
  if (found.length === 0) throw new RuleError("rule_person_no_rows");
  return found;
}

/** One archive of the chosen rows: for programs and as a workbook. That it was taken is written down. */
export async function exportPerson(work: Work, asked: z.output<typeof personRowsForm>): Promise<Uint8Array> {
  const rows = await chosenRows(work, asked);
  const about = rows.map(({ table, id, values }) => ({ table, id, values }));
  const files = await seekFiles(work, rows);
  const lines = rows.flatMap(({ table, id, values }) =>
    Object.entries(values).map(([column, value]) => {
      const said = PERSONAL[table]?.[column];
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return [table, id, column, text, said?.purpose, said?.ground, said?.kept];
    }),
  );
  const heads = ["table", "row", "field", "value", "purpose", "ground", "kept"];
  const caseId = crypto.randomUUID();
  await tell(work, "personal_exported", { letter: asked.letter, rows: rows.length }, caseId);
  await sayEventIn(work, "export_made", { what: { file: "personal-data.zip", case: caseId, rows: rows.length } });
  return zipSync({
    "person.json": strToU8(JSON.stringify({ rows: about, files_to_read: files }, null, 2)),
    "person.xlsx": writeWorkbook([heads, ...lines]),
  });
}

/**
 * Erases the chosen rows for good; answers the account, which the history keeps without the person's name, and whether it was noted beside the
 * backups, so that a restore of an older one does it again.
 */
export async function forgetPersonally(work: Work, asked: z.output<typeof personRowsForm>) {
  const rows = await chosenRows(work, asked);
  const caseId = crypto.randomUUID();
  const { letter, texts } = asked;
  const files = await seekFiles(work, rows);
  const account = await eraseCase(work, { case: caseId, letter, texts }, rows);
  // Before the work is committed: an erasure without its note would come back, a note without its erasure does what was confirmed.
  const at = machineTime().toISOString();
  const isNoted = await noteErasure({ case: caseId, at, letter, texts, rows: rows.map(nameOf) });
  return { id: caseId, account, files, isNoted };
}

/** Does erasures again that a restored, older state does not know; answers how many found something. */
export async function forgetAgain(work: Work, noted: readonly Erasure[]): Promise<number> {
  let done = 0;
  for (const erasure of noted) {
    const chosen = new Set(erasure.rows);
    const rows = (await findPerson(work, erasure.texts)).filter((row) => chosen.has(nameOf(row)));
    if (rows.length === 0) continue;
    await eraseCase(work, erasure, rows);
    done += 1;
  }
  return done;
}

async function eraseCase(
  work: Work,
  { case: caseId, letter, texts }: Pick<Erasure, "case" | "letter" | "texts">,
  rows: FoundRow[],
) {
  const account = await erasePerson(work, caseId, { texts, rows });
  const sums = { erased: 0, marked: 0, stayed: 0 };
  for (const one of account) for (const name of ["erased", "marked", "stayed"] as const) sums[name] += one[name];
  await tell(work, "personal_erased", { letter, rows: rows.length, ...sums }, caseId);
  await sayEventIn(work, "account_erased", { what: { case: caseId, rows: rows.length, ...sums } });
  return account;
}

async function tell(work: Work, action: string, after: object, caseId: string) {
  const root = requireRow(await findRoot(work));
  await recordHistory(work, { subject: ["person", caseId], action, rights: unitRights(root), after });
}
