import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { carried } from "./carried.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import type { ActivityStatus } from "#modules/activities/activity.model.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import type { DelegationStatus, StepName } from "#modules/delegations/delegation.model.ts";
import { STATUSES } from "#modules/delegations/delegation.model.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { POST as takeBelow } from "../src/routes/api/v1/[kind=resource]/[id]/[below]/call.server.ts";
import { POST as take } from "../src/routes/api/v1/[kind=resource]/[id]/steps/[step]/call.server.ts";

const database = useDatabase();
beforeEach(emptyBooks);
let leader: Actor, france: Actor, germany: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
});

type Answer = { status: number; body: Record<string, unknown> };
type Call = { params: Record<string, string>; actor: Actor; body: unknown };

/** A call of the open interface, past sign-in and routing. */
async function call(handler: unknown, { params, actor, body }: Call): Promise<Answer> {
  const request = new Request("http://localhost/", { method: "POST", body: JSON.stringify(body) });
  const event = { params, request, locals: { actor, locale: "en" } };
  const answer = await carried((handler as (given: typeof event) => Promise<Response>)(event));
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

type Event = { params: Record<string, string> };
/** The step of a kind by its name, as its address writes it; and what stands beside the steps. */
const stepOf = (kind: string) => (event: Event) =>
  take({ ...event, params: { ...event.params, kind, step: event.params.step?.replaceAll("_", "-") } } as never);
const belowOf = (kind: string, below: string) => (event: Event) =>
  takeBelow({ ...event, params: { ...event.params, kind, below } } as never);
const [takeStep, takeActivityStep] = [stepOf("delegation"), stepOf("activity")];
const [propose, approve] = [belowOf("delegation", "proposal"), belowOf("delegation", "approval")];

const REASON = { reason: "Thiếu dự toán" };
const NUMBERED = { number: "12/QĐ-LHHN", decided_on: today() };

/** Written a second time, by hand: from where, to where, with what, and which field is missed when nothing is sent. */
const DELEGATION: Record<StepName, { from: DelegationStatus[]; to: DelegationStatus; body: object; needs: string[] }> =
  {
    propose: { from: ["draft"], to: "proposed", body: {}, needs: [] },
    ask: { from: ["proposed"], to: "opinions", body: REASON, needs: ["reason"] },
    return: { from: ["proposed", "opinions"], to: "draft", body: REASON, needs: ["reason"] },
    refuse: { from: ["proposed", "opinions"], to: "refused", body: REASON, needs: ["reason"] },
    approve: { from: ["proposed", "opinions"], to: "approved", body: NUMBERED, needs: [] },
    prepare: { from: ["approved"], to: "preparing", body: {}, needs: [] },
    depart: { from: ["approved", "preparing"], to: "travelling", body: { took_part: [] }, needs: [] },
    come_back: { from: ["travelling"], to: "report_due", body: {}, needs: [] },
    report: { from: ["travelling", "report_due"], to: "reported", body: { facts: "Đã ký." }, needs: ["facts"] },
    settle: { from: ["reported"], to: "settled", body: {}, needs: [] },
    archive: { from: ["settled"], to: "archived", body: {}, needs: [] },
    postpone: {
      from: ["draft", "proposed", "opinions", "approved", "preparing"],
      to: "postponed",
      body: REASON,
      needs: ["reason"],
    },
    resume: { from: ["postponed"], to: "draft", body: {}, needs: [] },
    cancel: {
      from: ["draft", "proposed", "opinions", "approved", "preparing", "postponed"],
      to: "cancelled",
      body: REASON,
      needs: ["reason"],
    },
  };
const DECISIONS: StepName[] = ["ask", "return", "refuse", "approve"];
const names = Object.keys(DELEGATION) as StepName[];

async function aDelegation(status: DelegationStatus): Promise<string> {
  const id = await inWork(france, (work) => aDraftDelegation(work));
  await inWork(system, (work) =>
    work.trx.updateTable("delegation").set({ status }).where("delegation.id", "=", id).execute(),
  );
  return id;
}
const stateOf = (id: string) =>
  inReading(system, async (work) => ({
    status: (await findDelegation(work, id))?.status,
    lines: (await listHistory(work, id)).map((line) => line.action),
  }));

test("a decision is kept with its reason, and who waits for it is told; other steps leave neither", async () => {
  for (const step of names) {
    const { from, body } = DELEGATION[step];
    const id = await aDelegation(from[0] ?? "draft");
    await call(takeStep, { params: { id, step }, actor: leader, body });
    const { decisions } = await inReading(leader, (work) => listParts(work, id));
    const told = await asOwner(database.ownerUrl(), (client) =>
      client.query("select data ->> 'step' as step from amity_jobs.job where data ->> 'delegation_id' = $1", [id]),
    );
    const kept = { ask: "opinion", return: step, refuse: step, approve: step, postpone: step, cancel: step };
    const expected =
      step in kept ? [{ step: kept[step as keyof typeof kept], reason: null, number: null, ...body }] : [];
    expect([step, decisions]).toMatchObject([step, expected]);
    expect([step, told.rows.map((row: { step: string }) => row.step)]).toEqual([
      step,
      ["propose", "approve", "return", "refuse"].includes(step) ? [step] : [],
    ]);
  }
});

describe.each(names)("%s a delegation through the API", (step) => {
  const { from, to, body, needs } = DELEGATION[step];

  test.each(STATUSES)("from %s", async (status) => {
    const id = await aDelegation(status);
    const answer = await call(takeStep, { params: { id, step }, actor: leader, body });
    const { status: now, lines } = await stateOf(id);
    if (from.includes(status)) {
      expect([answer, now, lines]).toEqual([{ status: 201, body: { id } }, to, [step, "drafted"]]);
    } else {
      expect([answer.status, answer.body.code]).toEqual([409, "rule_step_not_allowed"]);
      expect([now, lines]).toEqual([status, ["drafted"]]);
    }
  });

  test("its form says what is missing, and nothing was done", async () => {
    const [status = "draft"] = from;
    const id = await aDelegation(status);
    const nothing = await call(takeStep, { params: { id, step }, actor: leader, body: null });
    expect(nothing.status).toBe(400);
    if (needs.length > 0) {
      const answer = await call(takeStep, { params: { id, step }, actor: leader, body: {} });
      expect([answer.status, Object.keys(answer.body.errors as object)]).toEqual([422, needs]);
    }
    expect(await stateOf(id)).toEqual({ status, lines: ["drafted"] });
  });

  test("decisions are not for the unit's own officer, all else is, and others do not find it", async () => {
    const id = await aDelegation(from[0] ?? "draft");
    const of = (actor: Actor) => call(takeStep, { params: { id, step }, actor, body });
    expect((await of(germany)).status).toBe(404);
    expect((await of(france)).status).toBe(DECISIONS.includes(step) ? 403 : 201);
  });
});

test.each([
  ["approve", "a day that is none", { ...NUMBERED, decided_on: "2026-04-31" }, "decided_on"],
  ["approve", "a number of 81 letters", { ...NUMBERED, number: "x".repeat(81) }, "number"],
  ["approve", "a scan in words", { ...NUMBERED, scan: "quyết định" }, "scan"],
  ["depart", "somebody by name", { took_part: ["Nguyễn Văn A"] }, "took_part"],
  ["report", "facts of 8001 letters", { facts: "x".repeat(8001) }, "facts"],
  ["refuse", "blanks for a reason", { reason: " " }, "reason"],
] as const)("%s refuses %s", async (step, _what, body, field) => {
  const [status = "draft"] = DELEGATION[step].from;
  const id = await aDelegation(status);
  const answer = await call(takeStep, { params: { id, step }, actor: leader, body });
  expect([answer.status, Object.keys(answer.body.errors as object)]).toEqual([422, [field]]);
});

test("the two older addresses take the same steps", async () => {
  const id = await aDelegation("draft");
  expect((await call(propose, { params: { id }, actor: france, body: {} })).status).toBe(201);
  expect((await call(approve, { params: { id }, actor: france, body: NUMBERED })).status).toBe(403);
  expect((await call(approve, { params: { id }, actor: leader, body: { number: "x".repeat(81) } })).status).toBe(422);
  expect((await call(approve, { params: { id }, actor: leader, body: NUMBERED })).status).toBe(201);
  expect((await stateOf(id)).lines).toEqual(["approve", "propose", "drafted"]);
});

test("what is no step of a kind, and nothing that is written below it, is not there", async () => {
  const id = await aDelegation("draft");
  const asked = { params: { id }, request: new Request("http://localhost/", { method: "POST", body: "{}" }) };
  const found = async (handler: (event: never) => unknown, step: string) =>
    ((await handler({ ...asked, params: { id, step }, locals: { actor: leader } } as never)) as Response).status;
  for (const step of ["hold", "Propose", "toString", ""])
    expect([step, await found(takeStep, step)]).toEqual([step, 404]);
  expect(await found(stepOf("unit"), "propose")).toBe(404);
  for (const below of ["amounts", "toString", "steps"])
    expect([below, await found(belowOf("delegation", below), "")]).toEqual([below, 404]);
  expect(await found(belowOf("aid_project", "proposal"), "")).toBe(404);
  expect((await stateOf(id)).lines).toEqual(["drafted"]);
});

const ACTIVITY: Record<string, { from: ActivityStatus[]; to: ActivityStatus; body: object; needs: string[] }> = {
  hold: { from: ["draft", "planned", "moved"], to: "held", body: { starts_on: "2024-09-05" }, needs: ["starts_on"] },
  move: { from: ["planned", "moved"], to: "moved", body: { starts_on: "2024-10-01" }, needs: ["starts_on"] },
  cancel: { from: ["draft", "planned", "moved"], to: "cancelled", body: REASON, needs: ["reason"] },
};
const facts = { kind: "seminar", title: "Hội thảo", starts_on: "2024-09-05" };

describe.each(Object.keys(ACTIVITY))("%s an activity through the API", (step) => {
  const { from = [], to, body, needs } = ACTIVITY[step] ?? {};

  test.each(["draft", "planned", "moved", "held", "cancelled"] as const)("from %s", async (status) => {
    const id = await inWork(france, (work) => recordActivity(work, recordForm.parse(facts)));
    await inWork(system, (work) =>
      work.trx
        .updateTable("activity")
        .set({ status, cancelled_reason: "Hoãn" })
        .where("activity.id", "=", id)
        .execute(),
    );
    const missing = await call(takeActivityStep, { params: { id, step }, actor: france, body: {} });
    expect([missing.status, Object.keys(missing.body.errors as object)]).toEqual([422, needs]);
    expect((await call(takeActivityStep, { params: { id, step }, actor: germany, body })).status).toBe(403);
    const answer = await call(takeActivityStep, { params: { id, step }, actor: france, body });
    // What was cancelled is closed to everybody; what was held stays open, but takes no step.
    const refused = status === "cancelled" ? 403 : 409;
    expect(answer.status).toBe(from.includes(status) ? 201 : refused);
    const now = await inReading(france, async (work) => (await findActivity(work, id))?.status);
    expect(now).toBe(from.includes(status) ? to : status);
  });
});
