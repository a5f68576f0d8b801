// Breaks the rights in the database, a condition at a time, and counts how many breaks some test notices: `npm run mutate:rights`.
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import pg from "pg";
import { createVitest } from "vitest/node";
import type { Break, Rule } from "./conditions.ts";
import { breaksOf } from "./conditions.ts";
import { NearestFirst } from "./nearest-first.ts";

const seed = process.env.AMITY_SEED ?? "amity";
/** The functions are broken in every condition; of the policies, which are many and alike, a share that the seed chooses. */
const share = 0.2 * Number(process.env.AMITY_MUTATE_SHARE ?? 1);
const wanted = process.argv.slice(2);

/** What tries rights by SQL first, then what meets them at work. */
const NEAR = [
  "tests/row-rights.test.ts",
  "tests/own-rights.test.ts",
  "tests/rights.test.ts",
  "tests/last-wall.test.ts",
  "src/modules/exchanges/exchange.rights.test.ts",
];
const FAR = [
  "tests/places.test.ts",
  "src/modules/access/",
  "src/modules/delegations/delegation-route.commands.test.ts",
  "src/modules/exchanges/exchange.commands.test.ts",
  "src/modules/partners/partner-grant.commands.test.ts",
  "src/modules/imports/import-undo.test.ts",
];

async function ask<Row extends pg.QueryResultRow>(database: string, sql: string): Promise<Row[]> {
  const url = (process.env.AMITY_TEST_OWNER ?? "").replace("/amity?", `/${database}?`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set search_path = amity, public");
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function listRules(): Promise<Rule[]> {
  const functions = await ask<{ name: string; text: string }>(
    "template_bare",
    `select proname as name, pg_get_functiondef(oid) as text from pg_proc
      where pronamespace = 'amity'::regnamespace and proname in ('may_say', 'actor_is_at_root', 'actor_is_sealed', 'actor_reach', 'actor_user', 'actor_paths', 'actor_named', 'actor_sees', 'delegation_passports')`,
  );
  const policies = await ask<{ table: string; name: string; part: string; text: string }>(
    "template_bare",
    `select tablename as table, policyname as name, part, text from pg_policies,
      lateral (values ('using', qual), ('with check', with_check)) as said (part, text)
      where schemaname = 'amity' and text is not null`,
  );
  return [
    ...functions.map(({ name, text }) => ({ name, text, put: (changed: string) => changed })),
    ...policies.map(({ table, name, part, text }) => ({
      name: `${table}.${name} ${part}`,
      text,
      put: (changed: string) => `alter policy ${name} on ${table} ${part} (${changed})`,
    })),
  ];
}

const isChosen = ({ name }: Break) =>
  !name.includes(".") || createHash("sha256").update(`${seed}:${name}`).digest().readUInt32BE() / 2 ** 32 < share;

const vitest = await createVitest("test", {
  watch: false,
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
  sequence: { sequencer: NearestFirst },
});

async function isGreen(tests: string[]): Promise<boolean> {
  vitest.state.filesMap.clear();
  await vitest.start(tests);
  return vitest.state.getFiles().every((file) => file.result?.state === "pass");
}

async function breakBoth(sql: string): Promise<boolean> {
  try {
    for (const database of ["template_bare", "template_demo"]) await ask(database, sql);
    return true;
  } catch {
    return false;
  }
}

/** Undefined where the break is no condition that the database understands. */
async function isNoticed({ apply, restore }: Break): Promise<boolean | undefined> {
  const isBroken = await breakBoth(apply);
  const noticed = isBroken && !((await isGreen(NEAR)) && (await isGreen(FAR)));
  await breakBoth(restore);
  return isBroken ? noticed : undefined;
}

if (!(await isGreen(NEAR))) throw new Error("The tests fail before anything is broken.");
const rules = (await listRules()).filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const breaks = rules.flatMap(breaksOf).filter(isChosen);
console.log(`${breaks.length} breaks of ${rules.length} conditions, seed ${seed}`);
const count = { all: 0, noticed: 0 };
for (const one of breaks) {
  const noticed = await isNoticed(one);
  if (noticed === undefined) continue;
  count.all += 1;
  count.noticed += Number(noticed);
  console.log(`${noticed ? "noticed" : "survived"} ${one.name} ${Math.round(performance.now() / 1000)} s`);
}
console.log(
  `\n| rights in SQL | ${count.all} | ${count.noticed} | ${Math.round((100 * count.noticed) / count.all)} | 85 |`,
);
await vitest.close();
