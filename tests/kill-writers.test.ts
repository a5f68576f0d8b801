import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { findByEmail } from "#modules/access/access.commands.server.ts";
import { runCommit } from "#modules/imports/import.commands.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { rowsOf } from "#platform/record-rows.server.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { useDatabase } from "./database.ts";
import { ask } from "./handler.ts";
import { HEAVY, WRITERS } from "./kill-beside.ts";
import { compareAll, lastLine, learner } from "./kill-compare.ts";
import type { Lefts } from "./kill-compare.ts";
import type { Carry, Who } from "./kill-hands.ts";
import { Hands, WHO, headersOf, sentOf } from "./kill-hands.ts";

// What tests/kill-while-writing.ts writes while it kills is every kind of write that there is, and what it compares would tell of a loss.

const demo = useDatabase("demo");
const keys = {} as Record<Who, string>;
const lefts: Lefts = new Map();
const stopped: string[] = [];
let client: pg.Client, hands: Hands, from: number;

const carry: Carry = async (who, method, at, body) => {
  const headers = { authorization: `Bearer ${keys[who]}`, ...headersOf(method, at, body) };
  const answer = await ask(new Request(`http://amity.test/api/v1${at}`, { method, headers, ...sentOf(body) }));
  const said = (await answer.json()) as Record<string, unknown>;
  // What the application leaves to its worker is done here at once.
  if (answer.ok && (at === "/imports" || at.endsWith("/steps/commit"))) await runCommit({ import_id: said.id });
  return { status: answer.status, said };
};

beforeAll(async () => {
  const keyFor = (email: string, name: string) =>
    inWork(system, async (work) => createToken(work, (await findByEmail(work, email)).id, name));
  for (const [who, email] of Object.entries(WHO)) keys[who as Who] = await keyFor(email, "kill");
  await keyFor(WHO.ministry, "spare");
  client = new pg.Client({ connectionString: demo.ownerUrl() });
  await client.connect();
  await client.query("set search_path = amity, public; set timezone = 'UTC'; set amity.reach = 'system'");
  from = await lastLine(client);
  hands = new Hands(carry, (kind, id) => rowsOf(client, kind, [id]), await learner(client, lefts));
  for (const [name, flow] of Object.entries({ ...WRITERS, ...HEAVY }))
    await flow(hands).catch((cause: Error) => stopped.push(`${name} at ${cause.message}`));
}, 400_000);
afterAll(() => client?.end());

test("nothing of it is refused", () => {
  // Nobody is signed in there whom a test could sign out.
  hands.refused.delete("post /people/accounts/…/end-sessions");
  expect([stopped, [...hands.refused]]).toEqual([[], []]);
});

const NOT_WRITTEN: Record<string, string> = {
  "post /imports/read": "reads",
  "post /deadlines/calculate": "reads",
  "post /personal/find": "reads",
  "post /personal/export": "changes no record",
  "post /personal/erase": "takes values out of the lines that are compared",
  "post /letters/test": "without a mail server none leaves",
  "post /letters/…/resend": "without a mail server none leaves",
  "post /aid-projects/…/statements/…": "stated on a page, by somebody who has no call for it",
  "post /facts/complete": "once a year, when its days off are entered",
};

test("it is every kind of write that the interface has", () => {
  const written = new Set(hands.acts.map((act) => act.call.replace(/\?.*/, "")));
  const calls = CALLS.filter((one) => one.method !== "get").map(
    (one) => `${one.method} ${one.path.replaceAll(/\{\w+\}/g, "…")}`,
  );
  expect(calls.filter((call) => !written.has(call)).toSorted()).toEqual(Object.keys(NOT_WRITTEN).toSorted());
});

test("each leaves a line of the history, and what was sent stands in it or in a row", () => {
  const silent = [...lefts].filter(([, { lines }]) => lines.length === 0).map(([call]) => call);
  expect(silent).toEqual([]);
  const sent = hands.acts.filter((act) => act.state === "done" && Object.keys(act.body).length > 0);
  const unseen = sent.filter((act) => {
    const { lines = [], own = [], below } = lefts.get(act.call) ?? {};
    return [...lines.flatMap((line) => line.fields), ...own, ...(below?.fields ?? [])].length === 0;
  });
  expect([...new Set(unseen.map((act) => act.call))]).toEqual([]);
});

const compared = async () => compareAll(client, { acts: hands.acts, lefts, data: config.dataFolder, from });

test("where nobody kills anything, nothing is lost or half done", async () => {
  expect(await compared()).toEqual([]);
  await client.query("rollback");
});

/** What the comparison says of a database from which this was taken. */
async function without(sql: string): Promise<string> {
  await client.query("begin; set local session_replication_role = replica");
  const done = await client.query(sql);
  expect(done.rowCount).toBeGreaterThan(0);
  const faults = await compareAll(client, { acts: hands.acts, lefts, data: config.dataFolder, from, isOpen: true });
  await client.query("rollback");
  return faults.filter((one) => !one.startsWith("{")).join("\n");
}
const bodyOf = (call: string) =>
  hands.acts.filter((act) => act.call === call && act.state === "done").at(-1)?.body ?? {};

test.each([
  ["a line", () => `delete from history where id = (select max(id) from history where action = 'depart')`, "0 of 1"],
  [
    "a record",
    () => `delete from aid_project where title = '${String(bodyOf("post /aid-projects").title)}'`,
    "post /aid",
  ],
  [
    "a field",
    () =>
      `update unit set country_iso2 = 'FR', code = code || 'x' where code = '${String(bodyOf("post /units").code)}'`,
    "code",
  ],
  [
    "a row below",
    () =>
      "delete from delegation_report where delegation_id = (select id from delegation order by created_at desc offset 2 limit 1)",
    "report",
  ],
  [
    "a row of an import",
    () => "delete from partner where id = (select id from partner where import_id is not null limit 1)",
    "of 800",
  ],
  ["a file", () => "delete from file where id = (select id from file order by created_at desc limit 1)", "file"],
])("%s that is lost is told", async (_what, sql, told) => {
  expect(await without(sql())).toContain(told);
});

test("a file of the store that is not whole is told", async () => {
  const { rows } = await client.query<{ sha256: string }>("select sha256 from file order by created_at desc limit 1");
  const sha256 = rows[0]?.sha256 ?? "";
  const file = path.join(config.dataFolder, "files", sha256.slice(0, 2), sha256);
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.subarray(1));
  expect((await compared()).join()).toContain(sha256);
  fs.writeFileSync(file, bytes);
  await client.query("rollback");
});
