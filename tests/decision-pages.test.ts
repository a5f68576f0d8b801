import { beforeAll, beforeEach, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import { listNotifications } from "#modules/access/notification.queries.server.ts";
import { approveDelegation, recordDeparture, submitReport } from "#modules/delegations/delegation.commands.server.ts";
import { takeBackStep } from "#modules/delegations/delegation-mend.commands.server.ts";
import { numberDecision } from "#modules/delegations/delegation-number.commands.server.ts";
import { aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { approveForm, numberForm } from "#modules/delegations/delegation.forms.ts";
import { announce } from "#modules/delegations/delegation.jobs.server.ts";
import { DELEGATION_ACTS } from "#modules/delegations/delegation.steps.server.ts";
import { edit } from "#modules/delegations/delegation-version.fixtures.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { load as openRecord } from "../src/routes/(desk)/delegations/[delegationId]/+page.server.ts";
import { load as openStep } from "../src/routes/(desk)/delegations/[delegationId]/[step=delegation_step]/+page.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** What the pages of a decision offer and show, beside what the commands take. */
const database = useDatabase("demo");
beforeEach(emptyBooks);
let leader: Actor, office: Actor, france: Actor;
const person = async (name: string) => {
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string }>("select id from auth_user where email = $1", [`${name}@demo.example`]),
  );
  return (await findActor(rows[0]?.id ?? "", undefined)) as Actor;
};
beforeAll(async () => {
  [leader, office, france] = [await person("leader"), await person("office"), await person("association.france")];
});

type Open = (event: never) => Promise<Record<string, unknown>>;
const open = (load: unknown, actor: Actor, params: object) =>
  (load as Open)({ params, url: new URL("http://amity.test/"), locals: { actor, locale: "vi" } } as never);
const record = (actor: Actor, delegationId: string) => open(openRecord, actor, { delegationId });
const offered = async (actor: Actor, id: string) =>
  ((await record(actor, id)).steps as { name: keyof typeof DELEGATION_ACTS }[]).map((one) => one.name);

async function approved(values: object = {}, decision: object = {}) {
  const id = await inWork(france, (work) => aProposedDelegation(work, { ...values }));
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse(decision)));
  return id;
}

/** What a page may offer all the same, because its refusal says what to do first. */
const SAYS_WHAT_FIRST = ["rule_purpose_first", "rule_changes_wait", "rule_spent_missing"];
class Undone extends Error {}

test("a step that is offered can be taken: every visit of the demo that is not filed, as three who act on it", async () => {
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string; status: string }>(`select id, status from (select id, status,
      row_number() over (partition by status, change_state order by departs_on desc) as place from delegation) as each where place <= 4`),
  );
  const said = { reason: "x", facts: "x", number: "1/QĐ", to: "cancelled" };
  const failed: unknown[] = [];
  let taken = 0;
  for (const actor of [leader, office, france])
    for (const { id, status } of rows) {
      const page = await record(actor, id).catch(() => undefined);
      for (const { name } of (page?.steps ?? []) as { name: keyof typeof DELEGATION_ACTS }[]) {
        const { form, take } = DELEGATION_ACTS[name];
        const took_part = ((page?.members ?? []) as { id: string }[]).map((one) => one.id);
        const to =
          name === "correct" ? (await open(openStep, actor, { delegationId: id, step: name })).corrections : [];
        const { version } = (page?.report ?? {}) as { version?: number };
        const values = form.parse({ ...said, version, took_part, to: (to as string[])[0] });
        taken += 1;
        const refused: unknown = await inWork(actor, async (work) => {
          await take(work, id, values);
          throw new Undone();
        }).catch((cause: unknown) => cause);
        const isRight =
          refused instanceof Undone || (refused instanceof RuleError && SAYS_WHAT_FIRST.includes(refused.message));
        if (!isRight) failed.push([actor.email, status, name, String(refused)]);
      }
    }
  expect(failed).toEqual([]);
  expect(taken).toBeGreaterThan(60);
});

test("a number ends the taking back, and a day ahead the departure: neither is offered", async () => {
  const ahead = await approved({ departs_on: addDays(today(), 40), returns_on: addDays(today(), 44) });
  expect(await offered(leader, ahead)).toEqual(expect.arrayContaining(["prepare", "take_back"]));
  expect(await offered(leader, ahead)).not.toContain("depart");
  await inWork(office, (work) => numberDecision(work, ahead, numberForm.parse({ number: "901/QĐ" })));
  expect(await offered(leader, ahead)).not.toContain("take_back");
  const now = await approved({ departs_on: today(), returns_on: addDays(today(), 2) });
  expect(await offered(france, now)).toContain("depart");
});

test("who accepts or returns sees what, what goes back first; one notice tells of it however often it is changed", async () => {
  const id = await approved();
  const notices = async () =>
    (await inReading(leader, (work) => listNotifications(work, {}))).items.filter(
      (one) => one.kind === "delegation_changed" && one.subject_id === id,
    ).length;
  for (const returns_on of ["2025-05-28", "2025-05-18", "2025-05-28"]) {
    await edit(france, id, { returns_on, cities: "Lyon" });
    await announce({ delegation_id: id, step: "changed" });
  }
  expect(await notices()).toBe(1);
  for (const step of ["accept_changes", "return_changes"]) {
    const page = await open(openStep, leader, { delegationId: id, step });
    expect(page.changes).toMatchObject([
      { name: "returns_on", is_weighty: true },
      { name: "cities", is_weighty: false },
    ]);
  }
});

test("a report that was taken back is offered again, word for word", async () => {
  const id = await approved();
  const report = { facts: "Đã ký hai văn bản.", assessment: "Tốt", proposals: undefined };
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
  await inWork(france, (work) => submitReport(work, id, report));
  await inWork(france, (work) => takeBackStep(work, id, { reason: "Sửa một chữ" }));
  const page = await open(openStep, france, { delegationId: id, step: "report" });
  expect(page.report).toMatchObject({ facts: report.facts, assessment: report.assessment, proposals: null });
});

test("one number of one unit and year is one visit's: whoever types it again hears whose it is; the paper of an old number says so", async () => {
  const one = await approved({}, { number: "902/QĐ" });
  await expect(approved({}, { number: "902/qđ" })).rejects.toThrow("rule_number_taken");
  // Of the years before the book was kept here, two may bear one number: it is said on both until it is corrected.
  await emptyBooks();
  const other = await approved({}, { number: "902/qđ" });
  const same = async () => [(await record(office, one)).same_number, (await record(office, other)).same_number];
  expect(await same()).toEqual([1, 1]);
  const corrected = numberForm.parse({ number: "903/QĐ", reason: "Trùng số" });
  await inWork(office, (work) => numberDecision(work, other, corrected));
  expect(await same()).toEqual([0, 0]);
  const [version] = (await record(office, other)).versions as { papers: object[] }[];
  expect(version?.papers.filter((paper) => "number" in paper && paper.number)).toMatchObject([
    { paper: "decision", number: "902/qđ", replaced_by: "903/QĐ" },
    { paper: "decision", number: "903/QĐ", replaced_by: null },
  ]);
});
