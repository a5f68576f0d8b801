import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createToken } from "#modules/access/key.commands.server.ts";
import { findByEmail } from "#modules/access/access.commands.server.ts";
import { runCommit } from "#modules/imports/import.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { rowsOf } from "#platform/record-rows.server.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { useDatabase } from "./database.ts";
import { ask } from "./handler.ts";
import { HEAVY, WRITERS } from "./kill-beside.ts";
import { learner } from "./kill-compare.ts";
import type { Lefts } from "./kill-compare.ts";
import type { Carry, Who } from "./kill-hands.ts";
import { Hands, WHO, headersOf, sentOf } from "./kill-hands.ts";

// What tests/kill-while-writing.ts writes while it kills is every kind of write that there is.

const demo = useDatabase("demo");
const keys = {} as Record<Who, string>;
const lefts: Lefts = new Map();
const stopped: string[] = [];
let client: pg.Client, hands: Hands;

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
  "post /backups": "asks the keeper, and changes no record",
  "post /letters/test": "without a mail server none leaves",
  "post /letters/…/resend": "without a mail server none leaves",
  "post /aid-projects/…/statements/…": "stated on a page, by somebody who has no call for it",
  "post /activities/…/twins": "what two units recorded; one act, told whole in its own tests",
  "post /activities/…/separate": "the same taken back",
  "post /activities/…/steps/drop-next": "one row, of a series that nobody has here",
  "post /activities/…/steps/resume-next": "the same taken back",
  "post /delegations/…/steps/accept-report": "where a rule asks for it; one act, told whole in its own tests",
  "post /delegations/…/steps/return-report": "the same, sent back",
  "post /delegations/…/hostings": "one row, written as any record",
  "post /delegations/…/hostings/…": "said by a province, which has no hand here",
  "post /delegations/…/request-corrections/…": "said by who was asked, who has no hand here",
  "post /delegations/…/request-reminders/…": "one row, written as any record",
  "post /delegations/…/request-escalations/…": "one row, written as any record",
  "post /delegations/…/request-withdrawals/…": "one row, written as any record",
  "post /delegations/…/request-settlements/…": "one row, written as any record",
  "post /people/bodies": "one row, written as any record",
  "post /people/bodies/…/edit": "one row, written as any record",
  "post /people/…/body": "one row, written as any record",
  "post /delegations/…/hosted-entries/…": "said by a province, which has no hand here",
  "post /delegations/…/hosting-edits/…": "one row, written as any record",
  "post /delegations/…/hosting-withdrawals/…": "one row, written as any record",
  "patch /union": "one row, written as any record",
  "post /paper-templates": "one row, written as any record",
  "post /paper-templates/force": "two rows of one template, one of which is in force",
  "post /registers/gaps": "one row, written as any record",
  "post /registers/symbols": "one row, written as any record",
  "post /registers/symbols/…/edit": "one row, written as any record",
  "post /registers/…/steps/attach": "one row, written as any record",
  "post /registers/…/steps/take-back": "one row, written as any record",
  "post /delegations/…/numbered-papers": "a number, as the next paper of the register takes it",
  "post /activities/kinds": "one row, written as any record",
  "post /activities/kinds/…/edit": "one row, written as any record",
  "post /facts/packs/…/bring": "facts of the release, and one line",
  "post /facts/complete": "once a year, when its days off are entered",
};

test("it is every kind of write that the interface has", () => {
  const written = new Set(hands.acts.map((act) => act.call.replace(/\?.*/, "")));
  const calls = CALLS.filter((one) => one.method !== "get").map(
    (one) => `${one.method} ${one.path.replaceAll(/\{\w+\}/g, "…")}`,
  );
  expect(calls.filter((call) => !written.has(call)).toSorted()).toEqual(Object.keys(NOT_WRITTEN).toSorted());
});
