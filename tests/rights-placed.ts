import type pg from "pg";
import { actAs } from "#platform/act-as.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, reachOf, ROLES, system } from "#platform/actor.ts";
import type { Dice } from "./rights-generated.ts";
import type { Person, Row } from "./rights-told.ts";
import { does } from "./rights-told.ts";
import { cameTo } from "./rights-tries.ts";

/** One row put anywhere, shown to anybody, and what the application's role may do with it in the name of anybody: nothing of it stays. */
export const PATHS = [
  "vufo",
  "vufo.ha_noi",
  "vufo.ha_noi.ha_noi_fr",
  "vufo.ha_noi_2",
  "vufo.can_tho",
  "vufo.agency.press",
];
export const PEOPLE = [1, 2, 3].map((number) => `00000000-0000-7000-8000-00000000000${number}`);
const VISIBILITIES = ["unit", "union", "confidential", "public"];
const KINDS = ["partner", "aid_project", "activity", "delegation"];

export type Table = { name: string; columns: string[]; key: string; type: string; change: string; open: string[] };

/** Every table under row-level security; `open` are the columns that the application's role may change. */
export async function tablesOf(client: pg.Client, app: string): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; open: string[]; id: string | null }>(
    `select relname::text as name, array_agg(attname::text order by attnum) as columns,
        coalesce(array_agg(attname::text order by attnum)
          filter (where has_column_privilege($1, pg_class.oid, attnum, 'update') and attidentity <> 'a'), '{}') as open,
        min(format_type(atttypid, atttypmod)) filter (where attname = 'id') as id
      from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
      where relnamespace = 'amity'::regnamespace and relkind = 'r' and relrowsecurity group by 1 order by 1`,
    [app],
  );
  return rows.map(({ id, ...table }) => ({
    ...table,
    key: id ? "id" : "ctid",
    type: id ?? "tid",
    change: table.open.find((name) => !(name in PLACES)) ?? table.columns[0] ?? "",
  }));
}

const EMPTY = [
  "auth_account",
  "auth_passkey",
  "auth_rate_limit",
  "auth_session",
  "auth_two_factor",
  "auth_verification",
];

/** So that there is something to ask of the tables of signing in; what stands in them is no question. */
export async function fillEmpty(client: pg.Client): Promise<void> {
  for (const table of EMPTY) {
    const { rows } = await client.query<{ name: string; value: string }>(
      `select quote_ident(attname) as name, case when typname = 'uuid' then '(select id from auth_user limit 1)'
          else case typcategory when 'N' then '1' when 'B' then 'false' when 'D' then 'now()' else quote_literal('x') end end as value
        from pg_attribute join pg_type on pg_type.oid = atttypid where attrelid = $1::regclass and attnum > 0 and attnotnull and not atthasdef`,
      [table],
    );
    const [names, values] = [rows.map((one) => one.name).join(", "), rows.map((one) => one.value).join(", ")];
    await client.query(`insert into ${table} (${names}) select ${values} where not exists (select from ${table})`);
  }
}

const pick = <One>(roll: Dice, from: readonly One[]): One => from[roll(from.length)] as One;
const some = <One>(roll: Dice, from: readonly One[]): One[] =>
  roll(2) === 0 ? [] : Array.from({ length: 1 + roll(2) }, () => pick(roll, from));
const listed = (values: string[]) => `{${values.join(",")}}`;

/** What of a table says whose its rows are, and what such a column may hold. */
const PLACES: Record<string, (roll: Dice, table: string) => string | null> = {
  unit_path: (roll) => pick(roll, PATHS),
  // What is said is shown to nobody outside unasked.
  visibility: (roll, table) => pick(roll, table.startsWith("exchange") ? VISIBILITIES.slice(0, 3) : VISIBILITIES),
  shared_paths: (roll) => listed(some(roll, PATHS)),
  named_user_ids: (roll) => listed(some(roll, PEOPLE)),
  import_id: (roll) => pick(roll, [null, PEOPLE[0] ?? null]),
  subject_kind: (roll) => pick(roll, KINDS),
  ...Object.fromEntries(
    ["user_id", "from_user_id", "to_user_id", "created_by", "answered_by", "settled_by", "opened_by"].map((name) => [
      name,
      (roll: Dice) => pick(roll, PEOPLE),
    ]),
  ),
};
const TYPES: Record<string, string> = {
  unit_path: "ltree",
  visibility: "row_visibility",
  shared_paths: "ltree[]",
  named_user_ids: "uuid[]",
  subject_kind: "text",
};
/** Columns of these names that are something else there, or no question of rights. */
const NO_PLACE: Record<string, string[]> = {
  access_invitation: ["created_by"],
  exchange_owed: ["to_user_id"],
  import_before: ["import_id"],
  import_problem: ["import_id"],
};
const PLACED_BY_ID = new Set(["auth_user"]);

function placesOf({ name, columns }: Pick<Table, "name" | "columns">): string[] {
  return columns.filter((column) => column in PLACES && !NO_PLACE[name]?.includes(column));
}

export function aPlacement(table: Pick<Table, "name" | "columns">, roll: Dice): Row {
  const placed = placesOf(table).map((column) => [column, PLACES[column]?.(roll, table.name) ?? null]);
  const given = new Map(placed as [string, string][]);
  // Nobody lends a signature to oneself.
  if (given.get("from_user_id") === given.get("to_user_id") && given.has("to_user_id"))
    placed.push(["to_user_id", PEOPLE.find((one) => one !== given.get("from_user_id")) ?? ""]);
  if (PLACED_BY_ID.has(table.name)) placed.push(["id", pick(roll, PEOPLE)]);
  return Object.fromEntries(placed) as Row;
}

/** Every role as often as the place where it says most; now and then nobody, the machine and the sign-in library. */
export function aPerson(roll: Dice): Actor & { said: string } {
  const reach = pick(roll, ["", "", "", "", "", "", "", "", "sign_in", "system", "anonymous"]);
  const userId = roll(12) === 0 ? undefined : pick(roll, PEOPLE);
  if (reach === "system") return { ...system, userId, role: pick(roll, ROLES), said: reach };
  if (reach) return { ...anonymous, userId: reach === "sign_in" ? undefined : userId, said: reach };
  const role = pick(
    roll,
    roll(2) === 0 ? ROLES : (["administrator", "office", "leader", "press", "mission_officer", "auditor"] as const),
  );
  const paths = roll(3) === 0 ? ["vufo"] : Array.from({ length: 1 + roll(2) }, () => pick(roll, PATHS));
  return { ...anonymous, userId, role, reach: reachOf(role), paths, said: reachOf(role) };
}

const WHO: Record<string, Person["who"]> = {
  staff: "staff",
  reader: "auditor",
  outside: "guest",
  anonymous: "visitor",
  system: "machine",
  sign_in: "sign-in",
};

export const personAs = ({ said, role, userId, paths }: ReturnType<typeof aPerson>): Person => ({
  who: WHO[said] ?? "visitor",
  role: role ?? "",
  userId,
  paths,
});

const cast = (name: string, from: string) => `(${from}->>'${name}')::${TYPES[name] ?? "uuid"}`;
const assigned = (names: string[], from: string) => names.map((name) => `"${name}" = ${cast(name, from)}`).join(", ");

/** The tries of a row; `$1` is its key, `$2` the row as it stands, `$3` where another is put or it is moved to. */
function triesOf({ name, key, type, columns, open, change }: Table, there: Row): Record<string, string> {
  const where = `where ${key} = $1::${type}`;
  const moved = open.filter((column) => column in there);
  const all = columns.map((column) => `"${column}"`).join(", ");
  return {
    read: `select ${key} from ${name} ${where}`,
    add: `insert into ${name} (${all}) overriding system value select ${all} from jsonb_populate_record(null::${name}, $2 || $3)`,
    change: `update ${name} set "${change}" = "${change}" ${where}`,
    move: moved.length === 0 ? "select where false" : `update ${name} set ${assigned(moved, "$3")} ${where}`,
    "take out": `delete from ${name} ${where}`,
    // What reads nothing is asked of no rule for reading: the row is the only one there is.
    "change unread": `update ${name} set "${change}" = default`,
    "move unread": moved.length === 0 ? "select where false" : `update ${name} set ${assigned(moved, "$3")}`,
    "take out unread": `delete from ${name}`,
  };
}

/** Puts the first row of the table where it is to be. */
function placing({ name, key }: Table, here: Row): string {
  const told = `returning ${key}::text, to_jsonb(one)`;
  const names = Object.keys(here);
  const first = `where ctid = (select ctid from ${name} limit 1)`;
  const set = names.length === 0 ? `"${key}" = "${key}"` : assigned(names, "$1");
  if (names.length === 0 && key === "ctid") return `select ctid::text, to_jsonb(one) from ${name} as one limit 1`;
  return `update ${name} as one set ${set} ${first} ${told}`;
}

/**
 * What so many people read, add, change, move and take out of one row of a table, compared with what docs/rights.md says; a sentence for each
 * difference. `client` is the owner's, who puts the row where it is to be and then becomes the application; the transaction, in which no key to
 * another table is asked, is the caller's.
 */
export async function comparePlaced(
  client: pg.Client,
  app: string,
  table: Table,
  { roll, times }: { roll: Dice; times: number },
) {
  const asked = Array.from({ length: times }, () => ({
    actor: aPerson(roll),
    here: aPlacement(table, roll),
    there: aPlacement(table, roll),
  }));
  const tries = asked.map(({ actor, here, there }) => {
    const [secret, reach, user_id, role, paths] = actAs({ ...actor, reach: actor.said as Actor["reach"] }).values ?? [];
    const verbs = triesOf(table, there);
    return { secret, reach, user_id, role, paths, here, there, verbs, place: placing(table, here) };
  });
  const { rows } = await client.query<{ came: string[] }>("select pg_temp.tried($1, $2) as came", [
    app,
    JSON.stringify(tries),
  ]);
  return asked.flatMap(({ actor, here, there }, at) => {
    const came = rows[0]?.came[at] ?? "";
    if (!came.startsWith("{")) return [`${table.name}: ${came}`];
    const moved = table.open.filter((column) => column in there);
    const after = { ...here, ...Object.fromEntries(moved.map((column) => [column, there[column as keyof Row]])) };
    const is = Object.fromEntries(
      Object.entries(JSON.parse(came) as Record<string, string>).map(([verb, said]) => [verb, cameTo(said)]),
    );
    return differences(table.name, personAs(actor), {
      is,
      here: readRow(here),
      there: readRow(there),
      after: readRow(after),
      isMovable: moved.length > 0,
    });
  });
}

/** Lists as lists, which travel as the database writes them. */
export const readRow = (row: Row): Row => ({
  ...row,
  shared_paths: unlisted(row.shared_paths),
  named_user_ids: unlisted(row.named_user_ids),
});
const unlisted = (text: unknown): string[] =>
  typeof text === "string" ? text.slice(1, -1).split(",").filter(Boolean) : [];

type Found = { is: Record<string, string>; here: Row; there: Row; after: Row; isMovable: boolean };

function differences(table: string, person: Person, { is, here, there, after, isMovable }: Found): string[] {
  const may = (verb: Parameters<typeof does>[0], row: Row) => does(verb, table, person, row);
  const reads = may("read", here);
  const changes = reads && may("change", here);
  const stays = may("change", after) && may("read", after);
  const expected: Record<string, string> = {
    read: reads ? "done" : "nothing",
    add: may("add", there) ? "done" : "refused",
    change: changes ? "done" : "nothing",
    move: !changes || !isMovable ? "nothing" : stays ? "done" : "refused",
    "take out": reads && may("take out", here) ? "done" : "nothing",
    "change unread": may("change", here) ? "done" : "nothing",
    "move unread": !may("change", here) || !isMovable ? "nothing" : may("change", after) ? "done" : "refused",
    "take out unread": may("take out", here) ? "done" : "nothing",
  };
  return Object.keys(expected)
    .filter(
      (verb) => is[verb] !== expected[verb] && !(verb === "add" && is.add === "nothing" && expected.add === "refused"),
    )
    .map(
      (verb) =>
        `${verb} ${table}: ${is[verb]} for ${expected[verb]}: ${JSON.stringify(person)} ${JSON.stringify(here)} → ${JSON.stringify(there)}`,
    );
}
