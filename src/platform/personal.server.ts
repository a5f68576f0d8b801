import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { isObject } from "./names.ts";
import type { Personal } from "./personal.ts";
import { PERSONAL, eachPersonal } from "./personal.ts";
import { forgetStatesOf } from "./personal-states.server.ts";
import { wholeOf } from "./told-rows.ts";
import type { DB } from "./schema.gen.ts";
import type { Struck } from "./strike.server.ts";
import { MARK, strikeLines } from "./strike.server.ts";

/** A row that says something of the person, with those of its personal values that do. */
export type FoundRow = { table: string; id: string; values: Record<string, unknown> };
/** What an erasure came to in one table, by column, and why what stays stays. */
export type TableAccount = {
  table: string;
  rows: number;
  erased: number;
  marked: number;
  stayed: number;
  why: string[];
};

const KEY: Record<string, string> = { exchange_settlement: "exchange_owed_id" };
const keyOf = (table: string) => KEY[table] ?? "id";
/** Rows that are about one person as a whole; elsewhere only the values that name the person are. */
const WHOLE: Record<string, string> = {
  auth_user: "true",
  access_invitation: "true",
  delegation_member: "true",
  unit_post: "true",
  partner: "kind = 'individual_friend'",
};
/** Rows that belong to such a row, through this column. */
const BELONGS: Record<string, readonly [column: string, table: string]> = {
  auth_session: ["user_id", "auth_user"],
  auth_passkey: ["user_id", "auth_user"],
  access_token: ["user_id", "auth_user"],
  partner_contact_point: ["partner_id", "partner"],
  partner_name: ["partner_id", "partner"],
};

const pattern = (text: string) => `%${text.normalize("NFC").replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
const names = (text: string, texts: readonly string[]) => {
  const said = text.normalize("NFC").toLowerCase();
  return texts.some((one) => said.includes(one.normalize("NFC").toLowerCase()));
};
const asText = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Every row of every table of the register that says one of these texts, and what belongs to a person found; for work of the system. */
export function findPerson(work: Work, texts: readonly string[]): Promise<FoundRow[]> {
  return whileSystem(work, async () => {
    const found: FoundRow[] = [];
    const persons = new Map<string, string[]>();
    const tables = Object.keys(PERSONAL).toSorted((one, other) => Number(one in BELONGS) - Number(other in BELONGS));
    for (const table of tables) {
      const [through, owner] = BELONGS[table] ?? [];
      const owners = owner ? (persons.get(owner) ?? []) : [];
      for (const { id, said, is_whole } of await readRows(work, { table, texts, through, owners })) {
        const named = Object.entries(said).filter(
          ([, value]) => value !== null && (is_whole || names(asText(value), texts)),
        );
        if (is_whole) persons.set(table, [...(persons.get(table) ?? []), id]);
        found.push({ table, id, values: Object.fromEntries(named) });
      }
    }
    return found;
  });
}

/** Columns that are closed to the application's role the system reads through a function. */
function rowsOf(table: string) {
  const whole = wholeOf(table);
  return whole ? sql.raw(`${whole}(null)`) : sql.table(table);
}

type Asked = { table: string; texts: readonly string[]; through?: string | undefined; owners: string[] };

async function readRows(work: Work, { table, texts, through, owners }: Asked) {
  const columns = Object.keys(PERSONAL[table] ?? {});
  const patterns = texts.map(pattern);
  const says = sql.join(
    columns.map((column) => sql`normalize(one.${sql.ref(column)}::text, nfc) ilike any (${patterns}::text[])`),
    sql` or `,
  );
  const belongs = through ? sql`one.${sql.ref(through)}::text = any (${owners}::text[])` : sql`false`;
  const whole = sql.raw(WHOLE[table] ?? "false");
  const { rows } = await sql<{ id: string; said: Record<string, unknown>; is_whole: boolean }>`
    select one.${sql.ref(keyOf(table))}::text as id, (${whole} or ${belongs}) as is_whole,
      (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(one)) where key = any (${columns}::text[])) as said
    from ${rowsOf(table)} as one where ${says} or ${belongs} order by 1`.execute(work.trx);
  return rows;
}

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
      const account = accounts.get(row.table) ?? {
        table: row.table,
        rows: 0,
        erased: 0,
        marked: 0,
        stayed: 0,
        why: [],
      };
      accounts.set(row.table, { ...account, rows: account.rows + 1 });
      if (row.table === "history") lines.push({ line: Number(row.id), fields: fieldsOf(row, texts) });
      else await eraseRow(work, row, texts);
    }
    for (const row of rows) tell(accounts.get(row.table), row);
    await strikeLines(
      work,
      caseId,
      lines.filter(({ fields }) => fields.length > 0),
    );
    return [...accounts.values()];
  });
}

function tell(account: TableAccount | undefined, { table, values }: FoundRow) {
  if (!account) return;
  for (const [column, about] of Object.entries(PERSONAL[table] ?? {}).filter(([name]) => name in values)) {
    account[COUNTED[about.erasure]] += 1;
    const why = `${column}: ${about.ground}, ${about.kept}`;
    if (about.erasure === "stay" && !account.why.includes(why)) account.why.push(why);
  }
}
const COUNTED = { empty: "erased", mark: "marked", stay: "stayed" } as const;

/** The fields of a line that name the person; where the line is about the person as a whole, all personal ones. */
function fieldsOf({ values }: FoundRow, texts: readonly string[]): string[] {
  const sides = [values.before, values.after].filter((side) => isObject(side));
  const isAbout = sides.some((side) => names(asText(side.name), texts));
  const isPersonal = (field: string) =>
    isAbout && eachPersonal().some(({ column, about }) => column === field && about.erasure === "empty");
  const said = sides.flatMap((side) => Object.entries(side));
  return [
    ...new Set(said.flatMap(([field, value]) => (names(asText(value), texts) || isPersonal(field) ? [field] : []))),
  ];
}

async function eraseRow(work: Work, row: FoundRow, texts: readonly string[]) {
  const { table, id } = row;
  const changes = Object.entries(row.values).flatMap(([column, value]) => {
    const about = PERSONAL[table]?.[column];
    return about && about.erasure !== "stay" ? [[column, erased(about, value, texts)] as const] : [];
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

function erased({ erasure }: Personal, value: unknown, texts: readonly string[]): unknown {
  if (erasure === "empty") return Array.isArray(value) ? [] : null;
  const marked = withMark(value, texts);
  return asText(marked) === asText(value) && typeof value === "string" ? MARK : marked;
}

/** The mark in the place of each text, in whatever holds it, and of names that are the text. */
function withMark(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === "string")
    return texts.reduce(
      (said, text) => said.normalize("NFC").replaceAll(new RegExp(RegExp.escape(text.normalize("NFC")), "giu"), MARK),
      value,
    );
  if (Array.isArray(value)) return value.map((one) => withMark(one, texts));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMark(one, texts)]));
  return value;
}
