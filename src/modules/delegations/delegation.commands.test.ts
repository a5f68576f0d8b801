import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import { removePart } from "#platform/part.server.ts";
import { addCommitment, finishCommitment } from "./delegation-commitment.commands.server.ts";
import { erasePassports, readPassports } from "./delegation-parts.commands.server.ts";
import { acceptChanges } from "./delegation-change.commands.server.ts";
import {
  approveDelegation,
  editDelegation,
  proposeDelegation,
  recordDeparture,
  recordReturn,
  returnDelegation,
  submitReport,
} from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation, visit } from "./delegation.fixtures.ts";
import { commitmentForm, editForm } from "./delegation.forms.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { findDelegation, listDelegations } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
beforeEach(emptyBooks);
let leader: Actor, france: Actor, germany: Actor, hanoi: Actor;

beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const decision = { number: "12/QĐ-LHHN", decided_on: today() };
const statusOf = (id: string) => inReading(system, async (work) => (await findDelegation(work, id))?.status);

describe("from idea to report", () => {
  test("an association proposes, the union approves, the team leaves, returns and reports", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await inWork(leader, (work) => approveDelegation(work, id, decision));
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    await inWork(france, (work) => recordReturn(work, id));
    await inWork(france, (work) => submitReport(work, id, { facts: "Đã ký kế hoạch." }));
    expect(await statusOf(id)).toBe("reported");
    const { decisions, report } = await inReading(france, (work) => listParts(work, id));
    expect(decisions.map((one) => [one.step, one.number, one.decided_by])).toEqual([
      ["approve", "12/QĐ-LHHN", leader.userId],
    ]);
    expect(report?.facts).toBe("Đã ký kế hoạch.");
  });

  test("each step writes exactly one line of history", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await inWork(leader, (work) => approveDelegation(work, id, decision));
    const lines = await inReading(leader, (work) => listHistory(work, id));
    expect(lines.map((line) => line.action)).toEqual(["approve", "propose", "drafted"]);
  });

  test("the report is due seven working days after the return", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await inWork(leader, (work) => approveDelegation(work, id, decision));
    await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
    // Returned Sunday 18 May 2025: 19, 20, 21, 22, 25, 26, 27 May.
    expect((await inReading(france, (work) => findDelegation(work, id)))?.report_due_on).toBe("2025-05-27");
  });
});

test("the partners of a visit find it on their timelines once it has left", async () => {
  const partner = await inWork(france, (work) =>
    registerPartner(work, registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" })),
  );
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await inWork(france, (work) => aPart(work, id, "meeting", { partner_id: partner, on_date: "2025-05-13" }));
  const timeline = () =>
    inReading(france, async (work) => (await listPartnerParts(work, partner)).events.map((one) => one.on_date));
  expect(await timeline()).toEqual([]);
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
  expect(await timeline()).toEqual(["2025-05-13"]);
});

test("a promise is written down and kept after the report too, by the unit whose visit it was and those above it", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [] }));
  await inWork(france, (work) => submitReport(work, id, { facts: "Đã ký kế hoạch." }));
  const promise = commitmentForm.parse({ content: "Gửi kế hoạch", lead_unit_id: france.unitId, due_on: "2026-06-30" });
  await inWork(france, (work) => addCommitment(work, id, promise));
  const promised = async () => (await inReading(france, (work) => listParts(work, id))).commitments[0];
  const promiseId = (await promised())?.id ?? "";
  const done = { outcome: "Đã gửi" };
  const guest = { ...france, role: "auditor" as const };
  await expect(inWork(guest, (work) => addCommitment(work, id, promise))).rejects.toThrow(ForbiddenError);
  await expect(inWork(guest, (work) => finishCommitment(work, promiseId, done))).rejects.toThrow(ForbiddenError);
  await inWork(leader, (work) => finishCommitment(work, promiseId, done));
  expect(await promised()).toMatchObject({ sentence: "Đã gửi", settled_on: today() });
});

describe("refusals", () => {
  test("an officer may not approve the own unit's proposal", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await expect(inWork(france, (work) => approveDelegation(work, id, decision))).rejects.toThrow(ForbiddenError);
    expect(await statusOf(id)).toBe("proposed");
  });

  test("what was approved cannot be approved again, and nothing of the second try stays", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await inWork(leader, (work) => approveDelegation(work, id, decision));
    await expect(inWork(leader, (work) => approveDelegation(work, id, decision))).rejects.toThrow(RuleError);
    expect((await inReading(leader, (work) => listParts(work, id))).decisions).toHaveLength(1);
  });

  test("of two who approve at once one wins", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    const tries = await Promise.allSettled(
      [1, 2, 3].map((number) =>
        inWork(leader, (work) => approveDelegation(work, id, { ...decision, number: String(number) })),
      ),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(
      (await inReading(leader, (work) => listHistory(work, id))).filter((line) => line.action === "approve"),
    ).toHaveLength(1);
  });

  test("a proposal without a purpose goes back to its writer", async () => {
    const id = await inWork(france, (work) => aDraftDelegation(work, { purpose: "" }));
    await expect(inWork(france, (work) => proposeDelegation(work, id))).rejects.toThrow("rule_purpose_first");
  });

  test("a stale save shows what is there now and changes nothing", async () => {
    const id = await inWork(france, (work) => aDraftDelegation(work));
    const edit = (version: number, title: string) => editForm.parse({ ...visit, title, version });
    await inWork(france, (work) => editDelegation(work, id, edit(1, "Bản của tôi")));
    const stale = await inWork(france, (work) => editDelegation(work, id, edit(1, "Bản cũ"))).catch(
      (cause: unknown) => cause,
    );
    expect(stale).toBeInstanceOf(StaleError);
    expect((stale as StaleError).current.title).toBe("Bản của tôi");
  });

  test("a returned proposal can be sent again", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    await inWork(leader, (work) => returnDelegation(work, id, { reason: "Thiếu dự toán" }));
    await inWork(france, (work) => proposeDelegation(work, id));
    expect(await statusOf(id)).toBe("proposed");
  });
});

describe("what others must not see", () => {
  test("another association finds nothing and may do nothing", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    expect(await inReading(germany, (work) => findDelegation(work, id))).toBeUndefined();
    await expect(inWork(germany, (work) => approveDelegation(work, id, decision))).rejects.toThrow(NotFoundError);
    expect(
      (await inReading(germany, (work) => listDelegations(work, { limit: 200 }))).items.map((one) => one.id),
    ).not.toContain(id);
  });

  test("a confidential visit is hidden even from those above whom it does not name", async () => {
    const id = await inWork(hanoi, (work) => aDraftDelegation(work, { is_confidential: true, named_ids: [] }));
    expect(await inReading(leader, (work) => findDelegation(work, id))).toBeUndefined();
    expect((await inReading(hanoi, (work) => findDelegation(work, id)))?.id).toBe(id);
    await inWork(hanoi, (work) => aPart(work, id, "member", { name: "Nguyễn Văn A", role: "head" }));
    expect((await inReading(leader, (work) => listParts(work, id))).members).toEqual([]);
  });
});

describe("members and their passports", () => {
  const member = { name: "Trần Thị B", role: "head", passport_number: "C1234567" };

  test("a delegation has one head and counts its members", async () => {
    const id = await inWork(france, (work) => aDraftDelegation(work));
    await inWork(france, (work) => aPart(work, id, "member", member));
    await expect(inWork(france, (work) => aPart(work, id, "member", member))).rejects.toThrow("rule_one_head");
    const row = await inReading(france, (work) => findDelegation(work, id));
    expect([row?.member_count, row?.head_name]).toEqual([1, "Trần Thị B"]);
    const { members } = await inReading(france, (work) => listParts(work, id));
    await inWork(france, (work) =>
      removePart(work, DELEGATION_PARTS, { recordId: id, name: "member", id: members[0]?.id ?? "" }),
    );
    expect((await inReading(france, (work) => findDelegation(work, id)))?.member_count).toBe(0);
  });

  test("reading a passport is written down and its number never enters the history", async () => {
    const id = await inWork(france, (work) => aDraftDelegation(work));
    await inWork(france, (work) => aPart(work, id, "member", member));
    expect((await inWork(france, (work) => readPassports(work, id)))[0]?.passport_number).toBe("C1234567");
    const lines = await asOwner(
      database.ownerUrl(),
      async (client) =>
        (await client.query("select action, after::text as after from history where subject_id = $1", [id])).rows as {
          action: string;
          after: string;
        }[],
    );
    expect(lines.map((line) => line.action)).toContain("read_personal");
    expect(lines.some((line) => line.after?.includes("C1234567"))).toBe(false);
  });

  test("passport data goes on its day and not before", async () => {
    const early = await inWork(france, (work) =>
      aDraftDelegation(work, { departs_on: "2020-01-01", returns_on: "2020-01-05" }),
    );
    const late = await inWork(france, (work) =>
      aDraftDelegation(work, { departs_on: "2090-01-01", returns_on: "2090-01-05" }),
    );
    for (const id of [early, late]) await inWork(france, (work) => aPart(work, id, "member", member));
    await inWork(system, erasePassports);
    const numbers = async (id: string) =>
      (await inWork(france, (work) => readPassports(work, id))).map((one) => one.passport_number);
    expect(await numbers(early)).toEqual([null]);
    expect(await numbers(late)).toEqual(["C1234567"]);
  });
});

test("the cursor walks through all rows once", async () => {
  for (let index = 0; index < 5; index += 1)
    await inWork(germany, (work) =>
      aDraftDelegation(work, { departs_on: "2026-06-01", returns_on: "2026-06-02", title: `Đoàn ${index}` }),
    );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await inReading(germany, (work) => listDelegations(work, { limit: 2, cursor }));
    seen.push(...page.items.map((one) => one.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test("days that moved away from what is planned in them are put right before anybody decides", async () => {
  const id = await inWork(france, async (work) => {
    const made = await aDraftDelegation(work);
    await aPart(work, made, "programme", { on_date: visit.returns_on, content: "Họp" });
    return made;
  });
  const move = (days: object) =>
    inWork(france, async (work) => {
      const version = (await findDelegation(work, id))?.version;
      await editDelegation(work, id, editForm.parse({ ...visit, ...days, version }));
    });
  const outside = new RuleError("rule_parts_outside_visit", { count: 1 });
  await move({ returns_on: "2025-05-17" });
  await expect(inWork(france, (work) => proposeDelegation(work, id))).rejects.toThrow(outside);
  await move({});
  await inWork(france, (work) => proposeDelegation(work, id));
  await move({ returns_on: "2025-05-17" });
  await expect(inWork(leader, (work) => approveDelegation(work, id, decision))).rejects.toThrow(outside);
  await move({});
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  // Moved after the decision it goes back to who decided, who does not accept it as it stands.
  await move({ returns_on: "2025-05-17" });
  await expect(inWork(leader, (work) => acceptChanges(work, id, { seen: undefined }))).rejects.toThrow(outside);
});

test("a head who stayed leads nobody, and the visit is not told to have one until another is", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work, { head_name: "Ai đó" }));
  for (const [name, role] of [
    ["Một", "head"],
    ["Hai", "member"],
  ])
    await inWork(france, (work) => aPart(work, id, "member", { name, role }));
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  const headOf = () => inReading(france, async (work) => (await findDelegation(work, id))?.head_name);
  expect(await headOf()).toBe("Một");
  const second = (await inReading(france, (work) => listParts(work, id))).members.find((one) => one.name === "Hai");
  await inWork(france, (work) => recordDeparture(work, id, { took_part: [second?.id ?? ""] }));
  expect(await headOf()).toBeNull();
});
