import { beforeAll, expect, test } from "vitest";
import { activityList, listUnaccounted } from "#modules/activities/activity.queries.server.ts";
import { listUndecided } from "#modules/delegations/delegation-decided.queries.server.ts";
import { listReportsDue } from "#modules/delegations/delegation.queries.server.ts";
import { listPartners } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import { listLatestHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

// In a small database everything is read whole; what is forbidden here costs hundredths of a second once there are a hundred thousand rows.
const database = useDatabase("demo");
const day = today();
let officer: Actor, guest: Actor;
beforeAll(async () => {
  officer = await aPerson("association_officer", "association_fr");
  guest = await aPerson("partner", "vufo");
});

/** How the database goes about what `ask` asks, where reading a table whole and sorting are the last things it would do. */
function planOf(actor: Actor, ask: (work: Work) => Promise<unknown>): Promise<string> {
  return inReading(actor, async (work) => {
    const { client } = work;
    const asked: Parameters<typeof client.ask>[0][] = [];
    const askAsIs = client.ask.bind(client);
    client.ask = (one) => {
      asked.push(one);
      return askAsIs(one);
    };
    await ask(work);
    client.ask = askAsIs;
    await client.query("set local enable_seqscan = off");
    await client.query("set local enable_sort = off");
    const plans = [];
    for (const one of asked.filter(({ sql }) => /^(select|with) /.test(sql)))
      plans.push(
        await client.query<{ "QUERY PLAN": string }>({ text: `explain ${one.sql}`, values: [...one.parameters] }),
      );
    return plans.flatMap(({ rows }) => rows.map((row) => row["QUERY PLAN"])).join("\n");
  });
}

test.each<[index: string, ask: (work: Work) => Promise<unknown>]>([
  ["activity_open_idx", (work) => listUnaccounted(work, day, 9)],
  ["delegation_open_idx", (work) => listUndecided(work)],
  ["delegation_open_idx", (work) => listReportsDue(work, addDays(day, 10), 9)],
  ["history_unit_idx", (work) => listLatestHistory(work, 60)],
])("what is due is found along %s", async (index, ask) => {
  const plan = await planOf(officer, ask);
  expect(plan).toContain(index);
});

test("the last lines of a unit are read from their end, not sorted", async () => {
  const plan = await planOf(officer, (work) => listLatestHistory(work, 60));
  expect(plan).toContain("Index Scan using history_unit_idx");
  // Those of several units are put together by one sort.
  expect(plan.match(/Sort Key/g)).toHaveLength(1);
});

test("what people outside may see is found by what is public and what names them", async () => {
  for (const plan of [
    await planOf(guest, (work) => listPartners(work, { limit: 100_000 })),
    await planOf(guest, (work) => activityList.list(work, { country: "FR", limit: 12 })),
  ]) {
    expect(plan).toMatch(/(partner|activity)_public_idx/);
    expect(plan).toMatch(/(partner|activity)_named_idx/);
  }
});

test("the planner may know how many rows have a status", async () => {
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query("select proname from pg_proc where proname in ('enum_eq', 'enum_ne') and not proleakproof"),
  );
  expect(rows).toEqual([]);
});
