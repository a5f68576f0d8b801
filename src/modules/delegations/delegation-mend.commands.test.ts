import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { addCommitment } from "./delegation-commitment.commands.server.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import {
  approveDelegation,
  archiveDelegation,
  cancelDelegation,
  editDelegation,
  recordDeparture,
  recordReturn,
  settleDelegation,
  startPreparing,
  submitReport,
} from "./delegation.commands.server.ts";
import { correctDelegation, listCorrections, takeBackStep } from "./delegation-mend.commands.server.ts";
import { numberDecision } from "./delegation-number.commands.server.ts";
import { aPart, aProposedDelegation } from "./delegation.fixtures.ts";
import { commitmentForm, editForm, numberForm } from "./delegation.forms.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
beforeEach(emptyBooks);
let leader: Actor, office: Actor, france: Actor, colleague: Actor, germany: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  office = await aPerson("office", "vufo");
  france = await aPerson("association_officer", "association_fr");
  colleague = await aPerson("auditor", "association_fr");
  germany = await aPerson("association_officer", "association_de");
});

const REASON = { reason: "Bấm nhầm" };
const REPORT = { facts: "Đã ký kế hoạch.", assessment: "Tốt", proposals: undefined };
const statusOf = async (id: string) => (await inReading(france, (work) => findDelegation(work, id)))?.status;
const takeBack = (actor: Actor, id: string) => inWork(actor, (work) => takeBackStep(work, id, REASON));

async function anApproved(values: Record<string, unknown> = {}): Promise<string> {
  const id = await inWork(france, (work) => aProposedDelegation(work, values));
  await inWork(leader, (work) => approveDelegation(work, id, {}));
  return id;
}

describe("what has not come", () => {
  const ahead = { departs_on: addDays(today(), 3), returns_on: addDays(today(), 9) };
  const underWay = { departs_on: addDays(today(), -2), returns_on: addDays(today(), 2) };

  test("is not recorded: neither departure nor return nor report", async () => {
    const later = await anApproved(ahead);
    const depart = (id: string) => inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    await expect(depart(later)).rejects.toThrow("rule_departs_ahead");
    const now = await anApproved(underWay);
    await depart(now);
    await expect(inWork(france, (work) => recordReturn(work, now))).rejects.toThrow("rule_returns_ahead");
    await expect(inWork(france, (work) => submitReport(work, now, REPORT))).rejects.toThrow("rule_returns_ahead");
    expect([await statusOf(later), await statusOf(now)]).toEqual(["approved", "travelling"]);
  });

  test("does not come about by moving a visit that left", async () => {
    const id = await anApproved(underWay);
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    const visit = await inReading(france, (work) => findDelegation(work, id));
    const typed = Object.fromEntries(Object.entries(visit ?? {}).map(([name, value]) => [name, value ?? ""]));
    const edit = editForm.parse({ ...typed, ...ahead });
    await expect(inWork(france, (work) => editDelegation(work, id, edit))).rejects.toThrow("rule_departs_ahead");
  });

  test("a meeting lies in the days of its visit", async () => {
    const id = await anApproved();
    const meeting = { partner_id: crypto.randomUUID(), on_date: addDays("2025-05-18", 1) };
    await expect(inWork(france, (work) => aPart(work, id, "meeting", meeting))).rejects.toThrow(
      "rule_day_outside_visit",
    );
  });
});

describe("a step is taken back", () => {
  test("one after the other, each with its reason in the history, and taken again", async () => {
    const id = await anApproved();
    await inWork(france, (work) => startPreparing(work, id));
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    await inWork(france, (work) => recordReturn(work, id));
    await inWork(france, (work) => submitReport(work, id, REPORT));
    for (const status of ["report_due", "travelling", "preparing", "approved"]) {
      await takeBack(france, id);
      expect(await statusOf(id)).toBe(status);
    }
    expect((await inReading(france, (work) => listParts(work, id))).report).toBeUndefined();
    const [last, ...lines] = await inReading(france, (work) => listHistory(work, id));
    expect(last).toMatchObject({ action: "take_back", after: { status: "approved", step: "prepare", ...REASON } });
    expect(
      lines.find((line) => line.action === "take_back" && JSON.stringify(line.before).includes(REPORT.facts)),
    ).toBeTruthy();
    await takeBack(leader, id);
    expect(await statusOf(id)).toBe("proposed");
    await inWork(leader, (work) => approveDelegation(work, id, {}));
    expect(await statusOf(id)).toBe("approved");
  });

  test("with who stayed behind: who has not left has not stayed behind either", async () => {
    const id = await anApproved();
    for (const name of ["Lan", "Bình"])
      await inWork(france, (work) => aPart(work, id, "member", { name, role: name === "Lan" ? "head" : "member" }));
    const tookPart = async () =>
      (await inReading(france, (work) => listParts(work, id))).members.map((one) => one.took_part);
    const depart = async () => {
      const { members } = await inReading(france, (work) => listParts(work, id));
      await inWork(france, (work) =>
        recordDeparture(work, id, { took_part: members.slice(0, 1).map((one) => one.id) }),
      );
      expect(new Set(await tookPart())).toEqual(new Set([true, false]));
    };
    await depart();
    await takeBack(france, id);
    expect(await tookPart()).toEqual([true, true]);
    await depart();
    await inWork(office, (work) => correctDelegation(work, id, { to: "approved", ...REASON }));
    expect(await tookPart()).toEqual([true, true]);
  });

  test("a cancellation too, but by nobody who could not take it", async () => {
    const id = await anApproved();
    await inWork(france, (work) => cancelDelegation(work, id, REASON));
    await expect(takeBack(colleague, id)).rejects.toThrow(ForbiddenError);
    await expect(takeBack(germany, id)).rejects.toThrow(NotFoundError);
    await takeBack(france, id);
    expect(await statusOf(id)).toBe("approved");
    await expect(takeBack(france, id)).rejects.toThrow(ForbiddenError);
  });

  test("not once a number was given, nor once something was promised in the report", async () => {
    const id = await anApproved();
    await inWork(office, (work) => numberDecision(work, id, numberForm.parse({ number: "12/QĐ" })));
    await expect(takeBack(leader, id)).rejects.toThrow("rule_taken_back_number");
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    await inWork(france, (work) => submitReport(work, id, REPORT));
    const promise = commitmentForm.parse({
      content: "Gửi kế hoạch",
      lead_unit_id: france.unitId,
      due_on: "2099-06-30",
    });
    await inWork(france, (work) => addCommitment(work, id, promise));
    await expect(takeBack(france, id)).rejects.toThrow("rule_taken_back_promise");
  });

  test("a draft has none", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await takeBack(france, id);
    await expect(takeBack(france, id)).rejects.toThrow("rule_nothing_to_take_back");
  });
});

describe("what was marked by mistake is put right", () => {
  test("but not to what has not come, however the days came to lie ahead", async () => {
    const days = { departs_on: addDays(today(), -2), returns_on: addDays(today(), 2) };
    const id = await anApproved(days);
    await asOwner(database.ownerUrl(), (client) =>
      client.query("update delegation set status = 'reported' where id = $1", [id]),
    );
    const correct = (to: "report_due" | "travelling") =>
      inWork(office, (work) => correctDelegation(work, id, { to, ...REASON }));
    await expect(correct("report_due")).rejects.toThrow("rule_returns_ahead");
    await correct("travelling");
    expect(await statusOf(id)).toBe("travelling");
  });

  test("by the office or the leader, with a reason; the archive is no end", async () => {
    const id = await anApproved();
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    await inWork(france, (work) => submitReport(work, id, REPORT));
    await inWork(france, (work) => settleDelegation(work, id));
    await inWork(france, (work) => archiveDelegation(work, id));
    const correct = (actor: Actor, to: "reported" | "cancelled" | "draft") =>
      inWork(actor, (work) => correctDelegation(work, id, { to, ...REASON }));
    await expect(correct(france, "cancelled")).rejects.toThrow(ForbiddenError);
    await expect(correct(office, "draft")).rejects.toThrow("rule_correction_not_allowed");
    await correct(office, "reported");
    expect((await inReading(france, (work) => listParts(work, id))).report?.facts).toBe(REPORT.facts);
    await correct(leader, "cancelled");
    expect(await statusOf(id)).toBe("cancelled");
    const { decisions, report } = await inReading(france, (work) => listParts(work, id));
    expect([decisions.at(-1)?.step, decisions.at(-1)?.reason, report]).toEqual(["correct", REASON.reason, undefined]);
    expect(await inReading(office, (work) => listCorrections(work, { id, status: "cancelled" }))).toEqual(["approved"]);
  });
});
