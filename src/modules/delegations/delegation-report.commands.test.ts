import { beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { listNotifications } from "#modules/access/notification.queries.server.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import {
  approveDelegation,
  archiveDelegation,
  recordDeparture,
  settleDelegation,
  submitReport,
} from "./delegation.commands.server.ts";
import { aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm, routeForm } from "./delegation.forms.ts";
import { announce } from "./delegation.jobs.server.ts";
import { correctDelegation, takeBackStep } from "./delegation-mend.commands.server.ts";
import { findAccepted, findReport } from "./delegation-parts.queries.server.ts";
import { acceptReport, editReport, returnReport } from "./delegation-report.commands.server.ts";
import { addRoute, endRoute } from "./delegation-route.commands.server.ts";
import { countDelegations, findDelegation, listAllRoutes, listDelegations } from "./delegation.queries.server.ts";
import { delegationFilter } from "./delegation.filter.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";

useDatabase();
let leader: Actor, office: Actor, france: Actor, germany: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  office = await aPerson("office", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
});

/** Reports of outgoing visits are accepted, until somebody ends the rule again. */
const asked = () =>
  inWork(office, (work) =>
    addRoute(
      work,
      routeForm.parse({
        direction: "outgoing",
        approving_kind: "union",
        report_due_working_days: "7",
        accepts_reports: "on",
        from_on: today(),
      }),
    ),
  );
const noMore = async () => {
  const running = (await inReading(office, listAllRoutes)).filter((one) => one.accepts_reports && !one.until_on);
  for (const { id } of running) await inWork(office, (work) => endRoute(work, id, { until_on: today() }));
};
beforeEach(noMore);

const FACTS = { facts: "Đã ký hai văn bản.", assessment: "Tốt", proposals: undefined };
async function aReported(): Promise<string> {
  const id = await inWork(france, (work) => aProposedDelegation(work, { title: "Đoàn có báo cáo" }));
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
  await inWork(france, (work) => submitReport(work, id, FACTS));
  return id;
}
const find = async (id: string, who = france) => inReading(who, (work) => findDelegation(work, id));
const stateOf = async (id: string) => (await find(id))?.report_state;
const todayOf = async (who: Actor, id: string) => {
  const seen = await inReading(who, (work) => findToday(work));
  return (["waiting", "sent", "returned"] as const).filter((part) => seen[part].items.some((one) => one.id === id));
};
const edit = async (id: string, said: object = {}, who = france) => {
  const report = await inReading(france, (work) => findReport(work, id));
  await inWork(who, (work) => editReport(work, id, { ...FACTS, ...said, version: report?.version ?? 0 }));
};
const accept = (id: string, seen?: string) => inWork(leader, (work) => acceptReport(work, id, { seen }));
const giveBack = (id: string) =>
  inWork(leader, (work) => returnReport(work, id, { reason: "Thiếu số liệu", seen: undefined }));
const counted = (report: string) =>
  inReading(office, (work) => countDelegations(work, delegationFilter.parse({ report })));

test("where no rule says so a report is what it is: nobody has to accept it, and it can be put right", async () => {
  const id = await aReported();
  expect([await stateOf(id), await todayOf(leader, id), await todayOf(france, id)]).toEqual([null, [], []]);
  await expect(accept(id)).rejects.toThrow("rule_step_not_allowed");
  await edit(id, { facts: "Đã ký ba văn bản." });
  expect([await stateOf(id), (await inReading(france, (work) => findReport(work, id)))?.facts]).toEqual([
    null,
    "Đã ký ba văn bản.",
  ]);
  const [line] = await inReading(france, (work) => listHistory(work, id));
  expect(line).toMatchObject({
    action: "edit_report",
    before: { facts: FACTS.facts },
    after: { facts: "Đã ký ba văn bản." },
  });
});

test("it waits for whoever decided the visit, who accepts it with one tap; nobody else is asked or may", async () => {
  await asked();
  const id = await aReported();
  expect(await stateOf(id)).toBe("waiting");
  expect([await todayOf(leader, id), await todayOf(france, id), await todayOf(germany, id)]).toEqual([
    ["waiting"],
    ["sent"],
    [],
  ]);
  const waits = await inReading(france, async (work) => (await listEverything(work, id)).waits);
  expect(waits).toMatchObject({ for: "report", days: 0 });
  expect(waits?.by.map((one) => one.name)).toEqual([leader.name]);
  for (const other of [france, office])
    await expect(inWork(other, (work) => acceptReport(work, id, { seen: undefined }))).rejects.toThrow(ForbiddenError);
  await expect(inWork(germany, (work) => acceptReport(work, id, { seen: undefined }))).rejects.toThrow(NotFoundError);
  expect(await find(id, germany)).toBeUndefined();
  await accept(id);
  expect([await stateOf(id), await todayOf(leader, id), await todayOf(france, id)]).toEqual(["accepted", [], []]);
  const { decisions } = await inReading(france, (work) => listEverything(work, id));
  expect(decisions.at(-1)).toMatchObject({
    step: "accept_report",
    decided_on: today(),
    decided_by_name: leader.name,
  });
  await expect(accept(id)).rejects.toThrow("rule_step_not_allowed");
});

test("returned with a sentence it is the unit's again, and waits anew once it is sent", async () => {
  await asked();
  const id = await aReported();
  await giveBack(id);
  expect([await stateOf(id), await todayOf(leader, id), await todayOf(france, id)]).toEqual([
    "returned",
    // Who stands above may put it right too, as with changes that were returned.
    ["returned"],
    ["returned"],
  ]);
  // The same is not returned twice, and who wrote it does not take it away.
  await expect(giveBack(id)).rejects.toThrow("rule_step_not_allowed");
  await expect(inWork(france, (work) => takeBackStep(work, id, { reason: "x" }))).rejects.toThrow(
    "rule_taken_back_built",
  );
  await expect(edit(id, {}, germany)).rejects.toThrow(NotFoundError);
  await edit(id);
  expect(await stateOf(id)).toBe("waiting");
  await giveBack(id);
  // What was returned may be accepted after all.
  await accept(id);
  expect(await stateOf(id)).toBe("accepted");
});

test("what is put right after the acceptance waits again, with what was accepted beside it", async () => {
  await asked();
  const id = await aReported();
  const seen = String((await inReading(france, (work) => findReport(work, id)))?.version);
  await accept(id, seen);
  await edit(id);
  expect(await stateOf(id)).toBe("accepted");
  await edit(id, { facts: "Đã ký ba văn bản." });
  await edit(id, { facts: "Đã ký bốn văn bản." });
  expect(await stateOf(id)).toBe("waiting");
  expect(await inReading(leader, (work) => findAccepted(work, id))).toMatchObject({ facts: FACTS.facts });
  // Nobody accepts what they have not read.
  await expect(accept(id, seen)).rejects.toThrow("rule_changed_meanwhile");
  await inWork(france, (work) => settleDelegation(work, id));
  await expect(inWork(france, (work) => archiveDelegation(work, id))).rejects.toThrow("rule_report_waits");
  await accept(id);
  await inWork(france, (work) => archiveDelegation(work, id));
  await expect(edit(id, { facts: "Muộn" })).rejects.toThrow("rule_step_not_allowed");
});

test("the rule can be taken away: from then on nobody has to, and what is put right waits for nobody", async () => {
  await asked();
  const [waiting, returned] = [await aReported(), await aReported()];
  await giveBack(returned);
  await noMore();
  expect(await stateOf(await aReported())).toBeNull();
  await accept(waiting);
  await edit(returned, { facts: "Đủ số liệu." });
  expect([await stateOf(waiting), await stateOf(returned)]).toEqual(["accepted", null]);
});

test("a report that goes takes its state with it", async () => {
  await asked();
  const id = await aReported();
  await inWork(france, (work) => takeBackStep(work, id, { reason: "Sửa một chữ" }));
  expect(await stateOf(id)).toBeNull();
  await inWork(france, (work) => submitReport(work, id, FACTS));
  await accept(id);
  await inWork(office, (work) => correctDelegation(work, id, { to: "report_due", reason: "Ghi nhầm" }));
  expect(await stateOf(id)).toBeNull();
});

test("the list counts what it shows, and who is told is who has to act", async () => {
  await asked();
  const before = await counted("waiting");
  const id = await aReported();
  expect(await counted("waiting")).toBe(before + 1);
  const filter = { ...delegationFilter.parse({ report: "waiting" }), limit: 100 };
  expect((await inReading(office, (work) => listDelegations(work, filter))).items).toHaveLength(before + 1);
  const told = async (who: Actor) =>
    (await inReading(who, (work) => listNotifications(work, {}))).items.flatMap((one) =>
      one.subject_id === id && one.kind.includes("report") ? [one.kind] : [],
    );
  await announce({ delegation_id: id, step: "report_waits" });
  expect([await told(leader), await told(france), await told(germany)]).toEqual([["delegation_report_waits"], [], []]);
  await giveBack(id);
  await announce({ delegation_id: id, step: "return_report" });
  expect([await told(france), await told(germany)]).toEqual([["delegation_return_report"], []]);
});
