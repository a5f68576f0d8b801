import type pg from "pg";
import type { Actor, Role } from "#platform/actor.ts";
import { anonymous, reachOf, system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import type { Person, Placed, Who } from "./rights-told.ts";
import { FIELDS, mayChange, mayRead } from "./rights-told.ts";

/** The same numbers for the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
export type Dice = ReturnType<typeof dice>;

const ROLES: Role[] = [
  ...([
    "leader",
    "office",
    "desk_officer",
    "ngo_officer",
    "unit_officer",
    "association_officer",
    "mission_officer",
  ] as const),
  ...(["press", "auditor", "administrator", "consulted_agency", "foreign_ngo", "partner"] as const),
];
export const TABLES = FIELDS.map((line) => line.Table ?? "");
const VISIBILITIES = ["unit", "union", "confidential", "public"];

export const whoIs = (actor: Actor): Who =>
  (({ staff: "staff", reader: "auditor", outside: "guest", anonymous: "visitor", system: "machine" }) as const)[
    actor.reach
  ];

export const personOf = (actor: Actor): Person => ({
  who: whoIs(actor),
  role: actor.role ?? "",
  userId: actor.userId,
  paths: actor.paths,
});

/** Somebody with one role in one to three places, or nobody. */
export function anActor(roll: Dice, paths: string[], people: string[]): Actor {
  if (roll(15) === 0) return system;
  if (roll(12) === 0) return { ...anonymous, userId: roll(2) === 0 ? people[roll(people.length)] : undefined };
  const role = ROLES[roll(ROLES.length)] ?? "press";
  const own = Array.from({ length: 1 + roll(3) }, () => paths[roll(paths.length)] ?? "vufo");
  return {
    ...anonymous,
    userId: people[roll(people.length)],
    role,
    reach: reachOf(role),
    unitPath: own[0],
    paths: own,
  };
}

/** Gives every record other rights at random, as the schema's owner; parts follow by their key. */
export async function shuffleRights(client: pg.Client, seed: number, paths: string[], people: string[]): Promise<void> {
  await client.query("select setseed($1)", [(seed % 1000) / 1000]);
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relname = any($1) and relnamespace = 'amity'::regnamespace
      and (relname in ('history', 'partner_event') or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'created_by'))`,
    [TABLES],
  );
  for (const { name } of rows) {
    const seen = name.startsWith("exchange") ? VISIBILITIES.slice(0, 3) : VISIBILITIES;
    await client.query(
      `update ${name} set visibility = ($1::row_visibility[])[1 + floor(random() * ${seen.length})],
        shared_paths = case when random() < 0.3 then array[($2::ltree[])[1 + floor(random() * ${paths.length})]] else '{}' end,
        named_user_ids = case when random() < 0.3 then array[($3::uuid[])[1 + floor(random() * ${people.length})]] else '{}' end`,
      [`{${seen.join(",")}}`, `{${paths.join(",")}}`, `{${people.join(",")}}`],
    );
  }
}

/** What tells one row from another; passports keep the whole row of a member, and so its place, from being selected. */
const KEYLESS = ["activity_host", "activity_partner", "activity_twin", "exchange_settlement"];
const keyOf = (table: string) => (KEYLESS.includes(table) ? "ctid" : "id");

export type Rows = Map<string, (Placed & { at: string })[]>;

/** At most so many rows of each table, as the owner sees them. */
export async function readRows(client: pg.Client, most: number): Promise<Rows> {
  const found: Rows = new Map();
  for (const table of TABLES) {
    const { rows } = await client.query<Placed & { at: string }>(
      `select ${keyOf(table)}::text as at, unit_path::text, visibility::text, shared_paths::text[], named_user_ids::text[]
        ${table === "history" || table === "partner_event" ? ", subject_kind" : ""} from ${table} order by random() limit ${most}`,
    );
    found.set(table, rows);
  }
  return found;
}

class Tried extends Error {
  readonly reached: string[];
  constructor(reached: string[]) {
    super("tried only");
    this.reached = reached;
  }
}

/** A line of the history stays where it was written. */
const columnOf = (table: string) => (table === "history" ? "visibility" : "unit_path");

async function changed(actor: Actor, table: string, at: string[]): Promise<Set<string>> {
  const sql = `update ${table} set ${columnOf(table)} = ${columnOf(table)} where ${keyOf(table)}::text = any($1) returning ${keyOf(table)}::text as at`;
  const trying = inWork(actor, async (work) => {
    const before = await work.client.query<{ at: string }>(
      `select ${keyOf(table)}::text as at from ${table} where ${keyOf(table)}::text = any($1) for update`,
      [at],
    );
    await work.client.query(sql, [at]);
    throw new Tried(before.rows.map((row) => row.at));
  });
  const said = await trying.catch((cause: Error) => cause);
  if (said instanceof Tried) return new Set(said.reached);
  if (/permission denied/.test(said.message)) return new Set();
  throw said;
}

/** What the database lets somebody read and change of these rows, compared with what docs/rights.md says; a sentence for each difference. */
export async function compareBySql(actor: Actor, table: string, rows: (Placed & { at: string })[]): Promise<string[]> {
  const at = rows.map((row) => row.at);
  const read = await inWork(actor, (work) =>
    work.client.query<{ at: string }>(
      `select ${keyOf(table)}::text as at from ${table} where ${keyOf(table)}::text = any($1)`,
      [at],
    ),
  );
  const seen = new Set(read.rows.map((row) => row.at));
  const reached = await changed(actor, table, at);
  const person = personOf(actor);
  const said = (verb: string, row: Placed, is: boolean) =>
    `${person.who} ${person.role} of ${person.paths.join(" ")} ${verb} ${table} ${JSON.stringify(row)}: ${is}`;
  return rows.flatMap((row) => {
    const isRead = mayRead(table, person, row);
    const isChanged = isRead && mayChange(table, person, row);
    return [
      ...(seen.has(row.at) === isRead ? [] : [said("reads", row, seen.has(row.at))]),
      ...(reached.has(row.at) === isChanged ? [] : [said("changes", row, reached.has(row.at))]),
    ];
  });
}
