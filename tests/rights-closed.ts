import type pg from "pg";
import { actAs } from "#platform/act-as.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Dice } from "./rights-generated.ts";
import { aPerson, aPlacement, personAs, readRow } from "./rights-placed.ts";
import type { Person, Row } from "./rights-told.ts";
import { mayReadClosed, mayRead } from "./rights-told.ts";

/** What closed fields give to somebody of a row somewhere, through the functions that read them, compared with docs/rights.md. */
const PLACED = ["unit_path", "visibility", "shared_paths", "named_user_ids"];
const FILLED = {
  partner:
    "next_step = 'x', next_step_on = '2020-01-01', closed_reason = 'x', birth_year = 1950, introduced_by = 'x', imported = '{}'",
  delegation_member: "passport_number = 'x', passport_expires_on = '2020-01-01'",
};
type Closed = keyof typeof FILLED;

async function placed(client: pg.Client, table: Closed, here: Row): Promise<{ id: string; of: string }> {
  const of = table === "partner" ? "id" : "delegation_id";
  const { rows } = await client.query<{ id: string; of: string }>(
    `update ${table} set unit_path = $1, visibility = $2, shared_paths = $3, named_user_ids = $4, ${FILLED[table]}
      where id = (select id from ${table} limit 1) returning id, ${of} as of`,
    PLACED.map((name) => here[name as keyof Row]),
  );
  return rows[0] ?? { id: "", of: "" };
}

/** What each function gives of it: nothing, the row without what is closed, or all. */
const GIVEN: Record<string, (client: pg.Client, row: { id: string; of: string }) => Promise<string>> = {
  partner_whole: async (client, { id }) => {
    const { rows } = await client.query(
      `select ${Object.keys(OF_PARTNER).join(", ")} from partner_whole(array[$1::uuid])`,
      [id],
    );
    return filled(rows as Record<string, unknown>[]);
  },
  partner_next_steps: async (client, { id }) => {
    const { rows } = await client.query("select id from partner_next_steps('2030-01-01') where id = $1", [id]);
    return rows.length > 0 ? "all" : "nothing";
  },
  "every partner": async (client) => {
    const { rows } = await client.query("select from partner_whole(null) limit 1");
    return rows.length > 0 ? "all" : "nothing";
  },
  delegation_passports: async (client, { id, of }) => {
    const { rows } = await client.query("select id from delegation_passports($1) where id = $2", [of, id]);
    return rows.length > 0 ? "all" : "nothing";
  },
  delegation_members_whole: async (client, { id, of }) => {
    const { rows } = await client.query("select id from delegation_members_whole(array[$1::uuid]) where id = $2", [
      of,
      id,
    ]);
    return rows.length > 0 ? "all" : "nothing";
  },
  "every member": async (client) => {
    const { rows } = await client.query("select from delegation_members_whole(null) limit 1");
    return rows.length > 0 ? "all" : "nothing";
  },
};
const OF_PARTNER = { next_step: 1, next_step_on: 1, closed_reason: 1, birth_year: 1, introduced_by: 1, imported: 1 };

function filled(rows: Record<string, unknown>[]): string {
  const [row] = rows;
  if (!row) return "nothing";
  const some = Object.values(row).filter((value) => value !== null).length;
  return some === 0 ? "row" : some === Object.keys(row).length ? "all" : `${some} fields`;
}

const isOwn = (person: Person, row: Row) =>
  (person.who === "staff" || person.who === "auditor") &&
  person.paths.some((path) => row.unit_path === path || row.unit_path.startsWith(`${path}.`)) &&
  (row.visibility !== "confidential" || (person.userId !== undefined && row.named_user_ids.includes(person.userId)));

const EXPECTED: Record<string, (person: Person, row: Row) => string> = {
  partner_whole: (person, row) =>
    !mayRead("partner", person, row) ? "nothing" : mayReadClosed("partner", person, row) ? "all" : "row",
  partner_next_steps: (person, row) => (isOwn(person, row) ? "all" : "nothing"),
  "every partner": ({ who }) => (who === "machine" ? "all" : "nothing"),
  delegation_passports: (person, row) => (mayReadClosed("delegation_member", person, row) ? "all" : "nothing"),
  delegation_members_whole: ({ who }) => (who === "machine" ? "all" : "nothing"),
  "every member": ({ who }) => (who === "machine" ? "all" : "nothing"),
};

/** Says to be somebody else than was sealed, and what the database then takes one for. */
const LIES = ["amity.reach", "amity.user_id", "amity.role", "amity.paths", "amity.seal"] as const;

export async function whoAmI(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ who: string }>(
    "select concat_ws('|', actor_reach(), coalesce(actor_user()::text, '-'), actor_role(), actor_paths()::text, coalesce(actor_named()::text, '-'), actor_sees()::text) as who",
  );
  return rows[0]?.who ?? "";
}
export const NOBODY = "anonymous|-||{}|-|{public}";

async function liesOf(client: pg.Client, roll: Dice): Promise<string[]> {
  const lie = LIES[roll(LIES.length)] ?? "amity.reach";
  await client.query(
    "select set_config($1, coalesce(nullif(replace(current_setting($1), 'staff', 'system'), ''), 'x') || ' ', true)",
    [lie],
  );
  const said = await whoAmI(client);
  if (said !== NOBODY) return [`after a lie about ${lie}: ${said}`];
  await client.query("savepoint told");
  const [secret, reach] = [[null, "", "x"][roll(3)], ["system", "staff"][roll(2)]];
  const taken = await client.query("select act_as($1, $2, '', '', '{}')", [secret, reach]).then(
    () => true,
    () => false,
  );
  await client.query("rollback to savepoint told");
  return taken ? [`act_as(${secret}) was taken`] : [];
}

/** One question of one function for somebody, then a lie about who asks; a sentence for each difference. */
export async function closedFields(client: pg.Client, app: string, roll: Dice): Promise<string[]> {
  const actor = aPerson(roll);
  const person = personAs(actor);
  const names = Object.keys(GIVEN);
  const name = names[roll(names.length)] ?? "";
  const table = name.includes("partner") ? "partner" : "delegation_member";
  const here = aPlacement({ name: table, columns: PLACED }, roll);
  const row = await placed(client, table, here);
  await client.query(`set local session authorization "${app}"`);
  const { said: reach, role, userId, paths } = actor;
  await client.query(actAs({ reach: reach as Actor["reach"], userId, role, paths }));
  const given = await GIVEN[name]?.(client, row);
  const expected = EXPECTED[name]?.(person, readRow(here));
  const lies = await liesOf(client, roll);
  await client.query("set local session authorization default");
  return given === expected
    ? lies
    : [`${name}: ${given} for ${expected}: ${JSON.stringify(person)} ${JSON.stringify(here)}`, ...lies];
}
