import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reach } from "#platform/actor.ts";
import { useDatabase } from "./database.ts";

/** What the database says of one row for one reader, asked of its own functions and compared with tables written by hand. */
const database = useDatabase();
let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl() });
  await client.connect();
  await client.query("set search_path = amity, public");
});
afterAll(() => client.end());

const ME = "00000000-0000-7000-8000-000000000001";
const OTHER = "00000000-0000-7000-8000-000000000002";

/** Rows as they look to somebody who acts for Ha Noi. */
const ROWS = {
  own: { at: "vufo.ha_noi" },
  below: { at: "vufo.ha_noi.ha_noi_fr" },
  above: { at: "vufo" },
  beside: { at: "vufo.hue" },
  "name goes on": { at: "vufo.ha_noi_2" },
  "shared with us": { at: "vufo.hue", shared: ["vufo.can_tho", "vufo.ha_noi"] },
  "shared with others": { at: "vufo.hue", shared: ["vufo.can_tho"] },
  "names me": { at: "vufo.hue", named: [OTHER, ME] },
  "names others": { at: "vufo.hue", named: [OTHER] },
  "own, names me": { at: "vufo.ha_noi", named: [ME] },
} as const;
type RowName = keyof typeof ROWS;
const ALL = Object.keys(ROWS) as RowName[];
const NAMED: RowName[] = ["names me", "own, names me"];
const HERE: RowName[] = ["own", "below"];
const VISIBILITIES = ["unit", "union", "confidential", "public"] as const;
type Visibility = (typeof VISIBILITIES)[number];
type Said = Record<Visibility, RowName[]>;
const NOTHING: Said = { unit: [], union: [], confidential: [], public: [] };

const READS: Record<Reach, Said> = {
  system: { unit: ALL, union: ALL, confidential: ALL, public: ALL },
  staff: { unit: [...HERE, "shared with us", ...NAMED], union: ALL, confidential: NAMED, public: ALL },
  reader: { unit: [...HERE, "shared with us", "own, names me"], union: ALL, confidential: NAMED, public: ALL },
  outside: { unit: NAMED, union: NAMED, confidential: NAMED, public: ALL },
  anonymous: { ...NOTHING, public: ALL },
};
const OWN: RowName[] = [...HERE, "own, names me"];
const WRITES: Record<Reach, Said> = {
  system: { unit: ALL, union: ALL, confidential: ALL, public: ALL },
  staff: { unit: OWN, union: OWN, confidential: ["own, names me"], public: OWN },
  reader: NOTHING,
  outside: NOTHING,
  anonymous: NOTHING,
};
const SHARED: RowName[] = [...NAMED, "shared with us"];
/** In the own name; in another's nobody says anything. */
const SAYS: Record<Reach, Said> = {
  system: NOTHING,
  staff: { unit: SHARED, union: SHARED, confidential: NAMED, public: SHARED },
  reader: NOTHING,
  outside: { unit: NAMED, union: NAMED, confidential: NAMED, public: NAMED },
  anonymous: NOTHING,
};

async function actAs(reach: Reach, paths: string[] = ["vufo.ha_noi"]) {
  for (const [name, value] of [
    ["reach", reach],
    ["user_id", ME],
    ["paths", `{${paths.join(",")}}`],
  ])
    await client.query(`select set_config($1, $2, false)`, [`amity.${name}`, value]);
}

type Asked = { at: string; shared?: readonly string[]; named?: readonly string[] };

async function holds(call: string, { at, shared = [], named = [] }: Asked, visibility: Visibility) {
  const { rows } = await client.query<{ said: boolean }>(
    `select ${call} as said from (values ($1::ltree, $2::row_visibility, $3::ltree[], $4::uuid[]))
      as row (unit_path, visibility, shared_paths, named_user_ids)`,
    [at, visibility, `{${shared.join(",")}}`, `{${named.join(",")}}`],
  );
  return rows[0]?.said === true;
}

/** As it stands in the policy of every table that `protect` made the rules of. */
async function ruleOf(policy: string): Promise<string> {
  const found = await client.query<{ qual: string }>(
    "select distinct qual from pg_policies where schemaname = 'amity' and policyname = $1 and tablename in ('activity', 'delegation_member', 'file')",
    [policy],
  );
  expect(found.rowCount).toBe(1);
  return `(${found.rows[0]?.qual})`;
}

async function saidOf(call: string): Promise<Said> {
  const said: Said = { unit: [], union: [], confidential: [], public: [] };
  for (const visibility of VISIBILITIES)
    for (const name of ALL) if (await holds(call, ROWS[name], visibility)) said[visibility].push(name);
  return said;
}

/** In the order of the rows, so that the lists compare. */
const sorted = (said: Said) =>
  Object.fromEntries(VISIBILITIES.map((one) => [one, ALL.filter((name) => said[one].includes(name))]));

describe.each(Object.keys(READS) as Reach[])("%s", (reach) => {
  test("reads these", async () => {
    await actAs(reach);
    expect(await saidOf(await ruleOf("readable"))).toEqual(sorted(READS[reach]));
  });

  test("writes these", async () => {
    await actAs(reach);
    expect(await saidOf(await ruleOf("changeable"))).toEqual(sorted(WRITES[reach]));
  });

  test("says something about these, in the own name", async () => {
    await actAs(reach);
    const say = (by: string) => `may_say(visibility, shared_paths, named_user_ids, '${by}')`;
    expect(await saidOf(say(ME))).toEqual(sorted(SAYS[reach]));
    expect(await saidOf(say(OTHER))).toEqual(NOTHING);
  });
});

test.each([
  [["vufo"], true],
  [["vufo.ha_noi"], false],
  [["vufo.ha_noi", "vufo"], false],
  [[], false],
])("who acts for %j acts for the whole union: %s", async (paths, is) => {
  await actAs("staff", paths);
  expect(await holds("actor_is_at_root()", ROWS.own, "unit")).toBe(is);
});

test("who says nothing of who acts is a visitor without a unit", async () => {
  for (const name of ["reach", "user_id", "paths"])
    await client.query(`select set_config($1, '', false)`, [`amity.${name}`]);
  const { rows } = await client.query(
    "select actor_reach() as reach, actor_user() as user, actor_paths()::text as paths",
  );
  expect(rows).toEqual([{ reach: "anonymous", user: null, paths: "{}" }]);
});
