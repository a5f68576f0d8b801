// Breaks the policies of the tables in docs/rights.md, a condition at a time, and counts how many breaks the checks made at random notice:
// `node tests/mutate/policies.ts [share]`. Who writes a new row and takes one out is asked by mutate:rights.
import pg from "pg";
import { config } from "#platform/config.ts";
import { closePools } from "#platform/db.server.ts";
import { anActor, compareBySql, dice, readRows, shuffleRights, TABLES } from "../rights-generated.ts";
import setup from "../setup.ts";
import { breaksOf } from "./conditions.ts";

const share = Number(process.argv[2] ?? 1);
const seed = Number(process.env.AMITY_RIGHTS_SEED ?? 20_261_126);
const PATHS = ["vufo", "vufo.ha_noi", "vufo.can_tho", "vufo.association_fr", "vufo.thanh_hoa"];
const PEOPLE = Array.from({ length: 8 }, (_one, number) => `00000000-0000-7000-8000-00000000000${number}`);
/** So many people are tried before a break counts as survived. */
const MOST_TRIES = 60;

const stop = await setup();
const name = "mutated";
const at = (url: string | undefined, database: string) => (url ?? "").replace("/amity?", `/${database}?`);
const admin = new pg.Client({ connectionString: at(process.env.AMITY_TEST_OWNER, "postgres") });
await admin.connect();
await admin.query(`create database ${name} template template_demo`);
await admin.end();
config.databaseUrl = at(process.env.AMITY_TEST_APP, name);
const owner = new pg.Client({ connectionString: at(process.env.AMITY_TEST_OWNER, name) });
await owner.connect();
await owner.query("set search_path = amity, public");
await shuffleRights(owner, seed, PATHS, PEOPLE);
let rows = await readRows(owner, 40);

/** Rows of a table are few: rights are dealt anew before a break counts as survived. */
async function isNoticed(table: string, roll: ReturnType<typeof dice>): Promise<boolean> {
  for (let dealt = 0; dealt < 4; dealt += 1) {
    if (dealt > 0) {
      await shuffleRights(owner, roll(1000), PATHS, PEOPLE);
      rows = await readRows(owner, 40);
    }
    if (await isNoticedNow(table, roll)) return true;
  }
  return false;
}

async function isNoticedNow(table: string, roll: ReturnType<typeof dice>): Promise<boolean> {
  const some = rows.get(table) ?? [];
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const differing = await compareBySql(anActor(roll, PATHS, PEOPLE), table, some).catch((cause: Error) => [
      cause.message,
    ]);
    if (differing.length > 0) return true;
  }
  return false;
}

const { rows: policies } = await owner.query<{ table: string; policy: string; part: string; text: string }>(
  `select tablename as table, policyname as policy, part, text from pg_policies,
    lateral (values ('using', qual), ('with check', with_check)) as said (part, text)
    where schemaname = 'amity' and tablename = any($1) and policyname in ('readable', 'changeable') and part = 'using' and text is not null order by 1, 2`,
  [TABLES],
);
const roll = dice(seed);
const count = { all: 0, noticed: 0 };
for (const { table, policy, part, text } of policies) {
  if ((rows.get(table) ?? []).length === 0) continue;
  const put = (changed: string) => `alter policy ${policy} on ${table} ${part} (${changed})`;
  for (const one of breaksOf({ name: `${table}.${policy}`, text, put })) {
    if (roll(1000) >= share * 1000) continue;
    if (
      !(await owner.query(one.apply).then(
        () => true,
        () => false,
      ))
    )
      continue;
    const noticed = await isNoticed(table, roll);
    await owner.query(one.restore);
    count.all += 1;
    count.noticed += Number(noticed);
    if (!noticed) console.log(`survived ${one.name}`);
  }
}
console.log(`${count.noticed} of ${count.all} breaks noticed, ${((100 * count.noticed) / count.all).toFixed(1)} %`);
await owner.end();
await closePools();
stop();
