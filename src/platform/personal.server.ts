import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { isObject } from "./names.ts";
import { MARK, namesPerson, withMark } from "./person-texts.ts";
import type { FoundRow } from "./personal-find.server.ts";
import { keyOf } from "./personal-find.server.ts";
import { PERSONAL, eachPersonal } from "./personal.ts";
import { forgetStatesOf } from "./personal-states.server.ts";
import type { DB } from "./schema.gen.ts";
import type { Struck } from "./strike.server.ts";
import { strikeLines } from "./strike.server.ts";

/** What an erasure came to in one table, by column, and why what stays stays. */
export type TableAccount = {
  table: string;
  rows: number;
  erased: number;
  marked: number;
  stayed: number;
  why: { column: string; ground: string; kept: string }[];
};

const asText = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Erases what these rows say of the person, the history's lines too, and gives the account; whether one may is the caller's question. */
export function erasePerson(
  work: Work,
  caseId: string,
  { texts, rows }: { texts: readonly string[]; rows: readonly FoundRow[] },
) {
  return whileSystem(work, async () => {
    const accounts = new Map<string, TableAccount>();
    const lines: Struck[] = [];
    for (const row of rows) {
      const done = await erasuresOf(work, row);
      tell(accounts, row, done);
      if (row.table === "history") lines.push({ line: Number(row.id), fields: fieldsOf(row, texts) });
      else await eraseRow(work, row, { texts, done });
    }
    await strikeLines(
      work,
      caseId,
      lines.filter(({ fields }) => fields.length > 0),
    );
    return [...accounts.values()];
  });
}

/** What becomes of each value of a row. */
type Done = Map<string, "empty" | "mark" | "stay">;

async function erasuresOf(work: Work, { table, id, values }: FoundRow): Promise<Done> {
  const done: Done = new Map();
  for (const column of Object.keys(values)) {
    const erasure = PERSONAL[table]?.[column]?.erasure ?? "stay";
    done.set(column, erasure !== "closed" ? erasure : (await isClosed(work, id)) ? "mark" : "stay");
  }
  return done;
}

async function isClosed(work: Work, userId: string): Promise<boolean> {
  const user = await work.trx
    .selectFrom("auth_user")
    .select("auth_user.deactivated_at")
    .where("auth_user.id", "=", userId)
    .executeTakeFirst();
  return user?.deactivated_at !== null;
}

function tell(accounts: Map<string, TableAccount>, { table }: FoundRow, done: Done) {
  const account = accounts.get(table) ?? { table, rows: 0, erased: 0, marked: 0, stayed: 0, why: [] };
  accounts.set(table, account);
  account.rows += 1;
  for (const [column, erasure] of done) {
    account[COUNTED[erasure]] += 1;
    const about = PERSONAL[table]?.[column];
    if (about && erasure === "stay" && !account.why.some((why) => why.column === column))
      account.why.push({ column, ground: about.ground, kept: about.kept });
  }
}
const COUNTED = { empty: "erased", mark: "marked", stay: "stayed" } as const;

/** The fields of a line that name the person; where the line is about the person as a whole, all personal ones. */
function fieldsOf({ values }: FoundRow, texts: readonly string[]): string[] {
  const sides = [values.before, values.after].filter((side) => isObject(side));
  const isAbout = sides.some((side) => namesPerson(side.name, texts));
  const isPersonal = (field: string) =>
    isAbout && eachPersonal().some(({ column, about }) => column === field && about.erasure === "empty");
  const said = sides.flatMap((side) => Object.entries(side));
  return [
    ...new Set(said.flatMap(([field, value]) => (namesPerson(value, texts) || isPersonal(field) ? [field] : []))),
  ];
}

async function eraseRow(work: Work, row: FoundRow, { texts, done }: { texts: readonly string[]; done: Done }) {
  const { table, id } = row;
  const changes = Object.entries(row.values).flatMap(([column, value]) => {
    const erasure = done.get(column) ?? "stay";
    return erasure === "stay"
      ? []
      : [[column, erased(erasure, value, { texts, key: UNIQUE[table] ? id : "" })] as const];
  });
  if (changes.length === 0) return;
  const isVersioned = await hasVersion(work, table);
  const set = changes.map(
    ([column, value]) =>
      sql`${sql.ref(column)} = (select said.${sql.ref(column)} from jsonb_populate_record(null::${sql.table(table as keyof DB)}, ${JSON.stringify({ [column]: value })}::jsonb) as said)`,
  );
  if (isVersioned) set.push(sql`version = version + 1`);
  await sql`update ${sql.table(table as keyof DB)} set ${sql.join(set)} where ${sql.ref(keyOf(table))}::text = ${id}`.execute(
    work.trx,
  );
  await forgetStatesOf(work, { table, key: keyOf(table), id });
}

async function hasVersion(work: Work, table: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from information_schema.columns where table_schema = current_schema() and table_name = ${table} and column_name = 'version'`.execute(
      work.trx,
    );
  return rows.length > 0;
}

/** Tables of which no two rows may say the same: there the mark is followed by the row's own key. */
const UNIQUE: Record<string, true> = { auth_user: true };

type With = { texts: readonly string[]; key: string };

function erased(erasure: "empty" | "mark", value: unknown, { texts, key }: With): unknown {
  if (erasure === "empty") return Array.isArray(value) ? [] : null;
  if (key !== "") return `${MARK} ${key}`;
  const marked = withMark(value, texts);
  return asText(marked) === asText(value) && typeof value === "string" ? MARK : marked;
}
