import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { within } from "./like.ts";
import { namesPerson, spellingsOf } from "./person-texts.ts";
import { PERSONAL } from "./personal.ts";
import { wholeOf } from "./told-rows.ts";

/** A row that says something of the person, with those of its personal values that do. */
export type FoundRow = { table: string; id: string; values: Record<string, unknown> };

const KEY: Record<string, string> = { exchange_settlement: "exchange_owed_id", idempotency_key: "key" };
export const keyOf = (table: string) => KEY[table] ?? "id";
/** Rows that are about one person as a whole; elsewhere only the values that name the person are. */
const WHOLE: Record<string, string> = {
  auth_user: "true",
  access_invitation: "true",
  delegation_member: "true",
  unit_post: "true",
  partner: "kind = 'individual_friend'",
};
/** Rows that belong to such a row, through this column, as a whole or only in these values. */
const BELONGS: Record<string, readonly [column: string, table: string, values?: readonly string[]]> = {
  auth_session: ["user_id", "auth_user"],
  auth_passkey: ["user_id", "auth_user"],
  access_token: ["user_id", "auth_user"],
  access_password_link: ["user_id", "auth_user"],
  access_second_step_reset: ["user_id", "auth_user"],
  mail_outbox: ["user_id", "auth_user"],
  notification: ["user_id", "auth_user"],
  security_event: ["user_id", "auth_user"],
  // Acts keep the name that they were done under, which may be one of before.
  history: ["user_id", "auth_user", ["user_name"]],
  idempotency_key: ["user_id", "auth_user"],
  partner_contact_point: ["partner_id", "partner"],
  partner_name: ["partner_id", "partner"],
};

/** Every row of every table of the register that says one of these texts, and what belongs to a person found; for work of the system. */
export function findPerson(work: Work, texts: readonly string[]): Promise<FoundRow[]> {
  return whileSystem(work, async () => {
    const found: FoundRow[] = [];
    const persons = new Map<string, string[]>();
    const tables = Object.keys(PERSONAL).toSorted((one, other) => Number(one in BELONGS) - Number(other in BELONGS));
    for (const table of tables) {
      const [through, owner, only] = BELONGS[table] ?? [];
      const owners = owner ? (persons.get(owner) ?? []) : [];
      for (const { id, said, is_whole, is_theirs } of await readRows(work, { table, texts, through, owners })) {
        const isOf = (column: string) => is_theirs && (only?.includes(column) ?? true);
        const named = Object.entries(said).filter(
          ([column, value]) => value !== null && (is_whole || isOf(column) || namesPerson(value, texts)),
        );
        if (named.length === 0) continue;
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
type Read = { id: string; said: Record<string, unknown>; is_whole: boolean; is_theirs: boolean };

/** The database finds what may name the person, also with marks left out; `namesPerson` says which values do. */
async function readRows(work: Work, { table, texts, through, owners }: Asked): Promise<Read[]> {
  const columns = Object.keys(PERSONAL[table] ?? {});
  const patterns = texts.map(within);
  const spellings = texts.map(spellingsOf).filter((one) => one !== undefined);
  const says = sql.join(
    columns.map((column) => {
      const said = sql`normalize(one.${sql.ref(column)}::text, nfc)`;
      return sql`${said} ilike any (${patterns}::text[]) or ${said} ~* any (${spellings}::text[])`;
    }),
    sql` or `,
  );
  const theirs = through ? sql`one.${sql.ref(through)}::text = any (${owners}::text[])` : sql`false`;
  const whole = sql`(${sql.raw(WHOLE[table] ?? "false")} and (${says}))`;
  const { rows } = await sql<Read>`
    select one.${sql.ref(keyOf(table))}::text as id, ${whole} as is_whole, ${theirs} as is_theirs,
      (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(one)) where key = any (${columns}::text[])) as said
    from ${rowsOf(table)} as one where ${says} or ${theirs} order by 1`.execute(work.trx);
  return rows;
}
