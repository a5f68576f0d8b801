import { beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Role } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { lineOf } from "#platform/kinds.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import type { Known } from "./fuzz-calls.ts";
import { callOf, chances, plannedCalls } from "./fuzz-calls.ts";
import { formOf, formPages } from "./fuzz-forms.ts";
import { ask } from "./handler.ts";

/** Few in the gate; `node tests/fuzz.ts` sends thousands. The seed says which, so that what was found is found again. */
const COUNT = Number(process.env.AMITY_FUZZ ?? 300);
const SEED = Number(process.env.AMITY_FUZZ_SEED ?? 20261128);

const { ownerUrl } = useDatabase("demo");
const ROLES: [Role, string][] = [
  ["leader", "vufo"],
  ["office", "vufo"],
  ["administrator", "vufo"],
  ["association_officer", "association_fr"],
  ["ngo_officer", "paccom"],
  ["auditor", "vufo"],
];
const known: Known = { ids: [], byList: {} };
let keys: string[];

beforeAll(async () => {
  const people = [];
  for (const [role, code] of ROLES) people.push(await aPerson(role, code));
  keys = await Promise.all(people.map((one) => inWork(one, (work) => createToken(work, one.userId ?? "", "fuzz"))));
  await asOwner(ownerUrl(), async (client) => {
    const idsOf = async (table: string) =>
      (await client.query<{ id: string }>(`select id from ${table} order by id limit 25`)).rows.map((row) => row.id);
    for (const [kind] of eachResource()) known.byList[lineOf(kind).list ?? ""] = await idsOf(kind);
    const others = [
      "delegation_member",
      "delegation_budget_line",
      "delegation_programme_entry",
      "partner_name",
      "exchange_owed",
      "unit_post",
      "activity_series",
      "access_appointment",
      "delegation_route",
    ];
    known.ids = [...Object.values(known.byList), ...(await Promise.all(others.map(idsOf)))].flat();
  });
});

type Sent = { url: string; init: RequestInit };

/** What could not be answered, told by where and why, and how often each answer was given. */
async function send(plan: (number: number) => Sent, chance: ReturnType<typeof chances>, taken: string) {
  const statuses: Record<string, number> = {};
  const broken: string[] = [];
  // Most of what chance makes is refused: it goes on until something was taken, or nothing was tried.
  for (let number = 0; number < COUNT / 2 || (number < COUNT * 4 && !(taken in statuses)); number += 1) {
    const { url, init } = plan(number);
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${chance.pick(keys)}`);
    const answer = await ask(new Request(new URL(url, "http://amity.test"), { ...init, headers }));
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (answer.status >= 500)
      broken.push(
        `${init.method} ${url.slice(0, 160)} ${typeof init.body === "string" ? init.body.slice(0, 400) : ""}: ${String(answer.cause)}`,
      );
  }
  process.stdout.write(`${JSON.stringify(statuses)}\n`);
  return { statuses, broken };
}

test("generated calls of every operation of the interface are answered, never with 5xx", async () => {
  const chance = chances(SEED);
  const planned = plannedCalls();
  const { statuses, broken } = await send(
    (number) => callOf(planned[number % planned.length] ?? planned[0]!, chance, known),
    chance,
    "200",
  );
  expect(broken).toEqual([]);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(["200", "404", "422"]));
});

test("generated forms sent to every page are answered, never with 5xx", async () => {
  const chance = chances(SEED + 1);
  const pages = (await formPages()).filter(({ route }) => !/^\/(sign-in|first|invitation)/.test(route.id));
  const { statuses, broken } = await send(
    (number) => formOf(pages[number % pages.length] ?? pages[0]!, chance, known),
    chance,
    "303",
  );
  expect(broken).toEqual([]);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(["200", "303", "422"]));
});
