// Breaks the policies of every table and the functions that they ask, a condition at a time, and counts how many breaks the checks of
// tests/rights-placed.ts and tests/rights-closed.ts notice: `npm run mutate:policies [part of a name …]`. Each break is one transaction on one
// connection that is rolled back.
import pg from "pg";
import { closedFields } from "../rights-closed.ts";
import { dice } from "../rights-generated.ts";
import type { Table } from "../rights-placed.ts";
import { comparePlaced, fillEmpty, tablesOf } from "../rights-placed.ts";
import { prepareTries } from "../rights-tries.ts";
import { oneOfEach } from "../one-of-each.ts";
import setup from "../setup.ts";
import type { Break, Rule } from "./conditions.ts";
import { breaksOf } from "./conditions.ts";
import { faultsOfConnections } from "./connections.ts";
import { whyTheSame } from "./same.ts";

const wanted = process.argv.slice(2);
const seed = Number(process.env.AMITY_RIGHTS_SEED ?? 20_261_126);
/** So many rows and people are tried, more each time, before a break counts as survived. */
const TRIES = [8, 40, 160, 800];
/** Of policies that say the same of several tables one is broken wholly, of the others this share, which the seed chooses. */
const share = Number(process.env.AMITY_MUTATE_SHARE ?? 0.02);
/** What of the tables meets a function that all of them ask. */
const ASKING = [
  "activity",
  "history",
  "exchange_answer",
  "exchange",
  "access_token",
  "access_appointment",
  "backup_run",
  "unit",
];
const FUNCTIONS = [
  "may_say",
  "actor_is_at_root",
  "actor_is_sealed",
  "actor_reach",
  "actor_user",
  "actor_paths",
  "actor_role",
];
const OTHER_FUNCTIONS = [
  "actor_named",
  "actor_sees",
  "act_as",
  "delegation_passports",
  "delegation_members_whole",
  "partner_whole",
];

// A server that a run of tests has left standing will do.
const stop = process.env.AMITY_TEST_OWNER ? () => undefined : await setup();
const at = (url: string | undefined, database: string) => (url ?? "").replace("/amity?", `/${database}?`);
const admin = new pg.Client({ connectionString: at(process.env.AMITY_TEST_OWNER, "postgres") });
await admin.connect();
await admin.query("create database mutated template template_demo");
await admin.end();
const app = new URL(process.env.AMITY_TEST_APP ?? "").username;
const client = new pg.Client({ connectionString: at(process.env.AMITY_TEST_OWNER, "mutated") });
await client.connect();
await client.query("set search_path = amity, public");
await oneOfEach(client);
await fillEmpty(client);
const tables = await tablesOf(client, app);
await prepareTries(client, tables);

type Tried = { rule: Rule; tables: Table[]; asksFields: boolean };

async function listRules(): Promise<Tried[]> {
  const policies = await client.query<{ table: string; name: string; part: string; text: string }>(
    `select tablename as table, policyname as name, part, text from pg_policies,
      lateral (values ('using', qual), ('with check', with_check)) as said (part, text)
      where schemaname = 'amity' and text is not null order by 1, 2, 3`,
  );
  const functions = await client.query<{ name: string; text: string }>(
    "select proname as name, pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'amity'::regnamespace and proname = any($1) order by 1",
    [[...FUNCTIONS, ...OTHER_FUNCTIONS, "partner_next_steps"]],
  );
  return [
    ...policies.rows.map(({ table, name, part, text }) => ({
      rule: {
        name: `${table}.${name} ${part}`,
        text,
        put: (changed: string) => `alter policy ${name} on ${table} ${part} (${changed})`,
      },
      tables: tables.filter((one) => one.name === table),
      asksFields: false,
    })),
    ...functions.rows.map(({ name, text }) => ({
      rule: { name, text, put: (changed: string) => changed },
      tables: tables.filter((one) => ASKING.includes(one.name)),
      asksFields: true,
    })),
  ];
}

const roll = dice(seed);

/** What some tries say against the rights as they stand now. */
async function findDiffering({ tables: some, asksFields }: Tried, times: number): Promise<string[]> {
  const differing: string[] = [];
  for (const table of some) {
    await client.query("savepoint tried");
    differing.push(
      ...(await comparePlaced(client, app, table, { roll, times }).catch((cause: Error) => [cause.message])),
    );
    await client.query("rollback to savepoint tried");
    if (differing.length > 0) return differing;
  }
  for (let asked = 0; asksFields && asked < times && differing.length === 0; asked += 1) {
    await client.query("savepoint tried");
    differing.push(...(await closedFields(client, app, roll).catch((cause: Error) => [cause.message])));
    await client.query("rollback to savepoint tried");
  }
  return differing;
}

/** Undefined where the break is no condition that the database understands. */
async function isNoticed(tried: Tried, { apply, restore }: Break): Promise<boolean | undefined> {
  await client.query("begin");
  await client.query("set local session_replication_role = replica");
  try {
    await client.query(apply);
  } catch {
    await client.query("rollback");
    return undefined;
  }
  let noticed = false;
  for (const times of TRIES) noticed ||= (await findDiffering(tried, times)).length > 0;
  await client.query("rollback");
  return noticed || (tried.asksFields && (await isNoticedApart(apply, restore)));
}

/** What a connection that has said nothing, or has said it, takes itself for: seen only where the break is there for all. */
async function isNoticedApart(apply: string, restore: string): Promise<boolean> {
  await client.query(apply);
  try {
    return (
      (
        await faultsOfConnections(
          at(process.env.AMITY_TEST_APP, "mutated"),
          at(process.env.AMITY_TEST_OWNER, "mutated"),
        )
      ).length > 0
    );
  } finally {
    await client.query(restore);
  }
}

const count = { all: 0, noticed: 0, same: 0 };
const broken = new Set<string>();
/** The same text for another table is the same break; only functions and first texts are broken wholly. */
function isAlike({ name, text }: Rule): boolean {
  const [, policy = name] = name.split(".");
  const isKnown = broken.has(`${policy} ${text}`);
  broken.add(`${policy} ${text}`);
  return isKnown;
}
for (const tried of await listRules()) {
  if (wanted.length > 0 && !wanted.some((part) => tried.rule.name.includes(part))) continue;
  const alike = isAlike(tried.rule);
  for (const one of breaksOf(tried.rule)) {
    if (alike && roll(1000) >= share * 1000) continue;
    const why = whyTheSame(one);
    if (why) {
      count.same += 1;
      continue;
    }
    const noticed = await isNoticed(tried, one);
    if (noticed === undefined) continue;
    count.all += 1;
    count.noticed += Number(noticed);
    if (!noticed) console.log(`survived ${one.name}`);
    if (count.all % 25 === 0) console.log(`${count.noticed} of ${count.all} until ${one.name.slice(0, 60)}`);
  }
}
const percent = ((100 * count.noticed) / Math.max(count.all, 1)).toFixed(1);
console.log(
  `${count.noticed} of ${count.all} breaks noticed, ${percent} %; ${count.same} more change nothing (tests/mutate/same.ts)`,
);
await client.end();
stop();
