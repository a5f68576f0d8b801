import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addParts, changePart, findPart, removePart } from "#platform/part.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { approveDelegation, cancelDelegation, recordDeparture } from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation, visit } from "./delegation.fixtures.ts";
import type { PartName } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { listParts, listPassports } from "./delegation-parts.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";

useDatabase();
beforeEach(emptyBooks);
let france: Actor, hanoi: Actor, leader: Actor;
let partner: string;
let id: string;
const head = { name: "Lê Văn A", role: "head", position: "Chủ tịch", passport_number: "C123" };
const entry = { on_date: visit.departs_on, starts_at: "09:00", content: "Đón đoàn", place: "Paris" };
const line = { description: "Vé", quantity: 2, unit_price: 10.5, currency: "USD", payer: "union" };

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  leader = await aPerson("leader", "vufo");
  partner = await inWork(france, (work) =>
    registerPartner(work, registerForm.parse({ kind: "university", name: "Sorbonne", country_iso2: "FR" })),
  );
  id = await inWork(france, (work) => aDraftDelegation(work));
  await inWork(france, async (work) => {
    await aPart(work, id, "member", head);
    await aPart(work, id, "member", { name: "Trần Thị B", role: "member" });
    await aPart(work, id, "programme", entry);
    await aPart(work, id, "journey", { way: "arrives", on_date: visit.departs_on, at_time: "18:40", vehicle: "VN 19" });
    await aPart(work, id, "budget", line);
    await aPart(work, id, "meeting", { partner_id: partner, on_date: visit.departs_on, note: "Tại trường" });
    await aPart(work, id, "provision", { kind: "gift", description: "Tranh", quantity: "" });
  });
});

const partsOf = () => inReading(france, (work) => listParts(work, id));
const linesOf = () => inReading(france, (work) => listHistory(work, id));
const placeOf = (name: PartName, partId: string | undefined) => ({ recordId: id, name, id: partId ?? "" });
const read = (name: PartName, partId: string | undefined) =>
  inReading(france, (work) => findPart(work, DELEGATION_PARTS, placeOf(name, partId)));
/** What a form sends: a field without a value is empty. */
const sent = (name: PartName, shown: Record<string, unknown>) =>
  DELEGATION_PARTS.parts[name].form.parse(
    Object.fromEntries(Object.entries(shown).map(([field, value]) => [field, value ?? ""])),
  );
/** The form of a part as it is opened, with `values` typed over what it shows. */
async function change(actor: Actor, name: PartName, partId: string | undefined, values: Record<string, unknown>) {
  const { version = 0, ...shown } = (await read(name, partId)) ?? {};
  const written = sent(name, { ...shown, ...values });
  await inWork(actor, (work) => changePart(work, DELEGATION_PARTS, { ...placeOf(name, partId), version }, written));
}
async function firstIds(): Promise<[PartName, string | undefined][]> {
  const { members, programme, journeys, meetings, provisions, budget } = await partsOf();
  return [
    ["member", members[0]?.id],
    ["programme", programme[0]?.id],
    ["journey", journeys[0]?.id],
    ["meeting", meetings[0]?.id],
    ["provision", provisions[0]?.id],
    ["budget", budget[0]?.id],
  ];
}

describe("members", () => {
  test("name and office change, the lists know the new head, the passport stays, one line tells it", async () => {
    const before = (await linesOf()).length;
    await change(france, "member", (await partsOf()).members[0]?.id, { name: "Lê Văn Anh", position: "" });
    const member = (await partsOf()).members[0];
    expect([member?.name, member?.position]).toEqual(["Lê Văn Anh", null]);
    expect((await inReading(france, (work) => findDelegation(work, id)))?.head_name).toBe("Lê Văn Anh");
    expect((await inReading(france, (work) => listPassports(work, id)))[0]?.passport_number).toBe("C123");
    const lines = await linesOf();
    expect(lines).toHaveLength(before + 1);
    expect([lines[0]?.action, lines[0]?.before, lines[0]?.after]).toEqual([
      "member_changed",
      { name: "Lê Văn A", position: "Chủ tịch" },
      { name: "Lê Văn Anh", position: null, item: "Lê Văn Anh" },
    ]);
  });

  test("a passport that is typed anew is kept until its day, and its form never shows it", async () => {
    const member = (await partsOf()).members[1]?.id;
    expect(await read("member", member)).toMatchObject({ has_passport: false });
    await change(france, "member", member, { passport_number: "D456", passport_expires_on: "2030-01-31" });
    const kept = async () =>
      (await inReading(france, (work) => listPassports(work, id))).find((one) => one.id === member);
    // 90 days after the return on 18 May 2025.
    const passport = { passport_number: "D456", passport_expires_on: "2030-01-31", passport_erase_on: "2025-08-16" };
    expect(await kept()).toMatchObject(passport);
    expect(JSON.stringify(await read("member", member))).not.toContain("D456");
    await change(france, "member", member, { passport_number: "", passport_expires_on: "2031-01-31" });
    expect(await kept()).toMatchObject({ ...passport, passport_expires_on: "2031-01-31" });
  });

  test("a second head is refused, added or changed", async () => {
    const { members } = await partsOf();
    await expect(change(france, "member", members[1]?.id, { role: "head" })).rejects.toThrow("rule_one_head");
    await expect(inWork(france, (work) => aPart(work, id, "member", head))).rejects.toThrow("rule_one_head");
  });

  test("who goes is counted when one is added or removed, and stays as recorded when one is corrected", async () => {
    const trip = await inWork(france, (work) => aProposedDelegation(work));
    const count = async () => (await inReading(france, (work) => findDelegation(work, trip)))?.member_count;
    await inWork(france, (work) => aPart(work, trip, "member", head));
    await inWork(france, (work) => aPart(work, trip, "member", { name: "Trần Thị B", role: "member" }));
    expect(await count()).toBe(2);
    const { members } = await inReading(france, (work) => listParts(work, trip));
    const [first, second] = members.map((one) => ({ recordId: trip, name: "member" as const, id: one.id }));
    if (!first || !second) throw new Error("two members were added");
    await inWork(leader, (work) => approveDelegation(work, trip, { number: "1" }));
    await inWork(france, (work) => recordDeparture(work, trip, { took_part: [first.id, first.id, trip] }));
    const { version = 0 } = (await inReading(france, (work) => findPart(work, DELEGATION_PARTS, second))) ?? {};
    const corrected = { name: "Trần Thị Bình", role: "member" as const };
    await inWork(france, (work) => changePart(work, DELEGATION_PARTS, { ...second, version }, corrected));
    expect(await count()).toBe(1);
  });
});

test("a day outside the visit is refused, added or changed", async () => {
  const late = { on_date: "2025-05-19" };
  const early = { ...entry, on_date: "2025-05-11" };
  await expect(change(france, "programme", (await partsOf()).programme[0]?.id, late)).rejects.toThrow(
    "rule_day_outside_visit",
  );
  await expect(inWork(france, (work) => aPart(work, id, "programme", early))).rejects.toThrow("rule_day_outside_visit");
});

test.each([
  ["member", { ...head, year_of_birth: "196" }, "year_of_birth"],
  ["member", { ...head, role: "guest" }, "role"],
  ["programme", { ...entry, starts_at: "9 giờ" }, "starts_at"],
  ["programme", { ...entry, content: " " }, "content"],
  ["meeting", { partner_id: "Sorbonne", on_date: visit.departs_on }, "partner_id"],
  ["provision", { kind: "gift", description: "Tranh", quantity: "0" }, "quantity"],
  ["budget", { ...line, quantity: "0" }, "quantity"],
  ["budget", { ...line, unit_price: "-1" }, "unit_price"],
] as const)("the form of a %s refuses %j", (name, values, field) => {
  const refused = DELEGATION_PARTS.parts[name].form.safeParse(values);
  expect(refused.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
});

test("without a number one gift is meant, also when the number is taken out later", async () => {
  const gift = async () => (await partsOf()).provisions[0];
  expect((await gift())?.quantity).toBe(1);
  await change(france, "provision", (await gift())?.id, { quantity: "4" });
  await change(france, "provision", (await gift())?.id, { quantity: "" });
  expect((await gift())?.quantity).toBe(1);
});

test("what the form of a part shows can be sent back as it is, and then nothing is written", async () => {
  const lines = await linesOf();
  for (const [name, partId] of await firstIds()) {
    const before = await read(name, partId);
    await change(france, name, partId, {});
    expect(await read(name, partId)).toEqual(before);
  }
  expect(await linesOf()).toEqual(lines);
});

test("the budget's total follows a changed price", async () => {
  const { budget } = await partsOf();
  await change(france, "budget", budget[0]?.id, { quantity: 3, unit_price: 20, currency: "EUR", payer: "partner" });
  expect((await partsOf()).budgetTotals).toEqual([{ payer: "partner", currency: "EUR", total: 60 }]);
});

test("of two who correct one part at once, one is told to look again", async () => {
  for (const [name, partId] of await firstIds()) {
    const { version = 0, ...shown } = (await read(name, partId)) ?? {};
    const field = {
      member: "position",
      programme: "content",
      journey: "remark",
      meeting: "note",
      provision: "description",
      budget: "description",
    }[name];
    const save = (said: string) => {
      const written = sent(name, { ...shown, [field]: said });
      return inWork(france, (work) =>
        changePart(work, DELEGATION_PARTS, { ...placeOf(name, partId), version }, written),
      );
    };
    const ends = await Promise.allSettled([save("Một"), save("Hai")]);
    const refused = ends.filter((one) => one.status === "rejected").map((one) => one.reason instanceof StaleError);
    expect([name, refused]).toEqual([name, [true]]);
  }
});

test("another unit finds nothing to change, and a part of another visit is not there", async () => {
  const other = await inWork(france, (work) => aDraftDelegation(work));
  const far = await inWork(hanoi, (work) => aDraftDelegation(work));
  for (const [name, partId] of await firstIds()) {
    await expect(change(hanoi, name, partId, {})).rejects.toThrow(NotFoundError);
    const elsewhere = { recordId: other, name, id: partId ?? "" };
    await expect(inWork(france, (work) => removePart(work, DELEGATION_PARTS, elsewhere))).rejects.toThrow(
      NotFoundError,
    );
  }
  await expect(inWork(france, (work) => aPart(work, far, "budget", line))).rejects.toThrow(NotFoundError);
});

test("what was cancelled takes no more parts and gives none back", async () => {
  const over = await inWork(france, (work) => aProposedDelegation(work));
  await inWork(france, (work) => aPart(work, over, "budget", line));
  const budget = (await inReading(france, (work) => listParts(work, over))).budget[0];
  await inWork(france, (work) => cancelDelegation(work, over, { reason: "Hoãn" }));
  await expect(inWork(france, (work) => aPart(work, over, "budget", line))).rejects.toThrow(ForbiddenError);
  const place = { recordId: over, name: "budget" as const, id: budget?.id ?? "" };
  await expect(inWork(france, (work) => removePart(work, DELEGATION_PARTS, place))).rejects.toThrow(ForbiddenError);
});

test("every part leaves one line when it comes and one when it goes, and no passport number in either", async () => {
  const added = (await linesOf()).filter((one) => one.action.endsWith("_added"));
  expect(added.map((one) => one.action).toSorted()).toEqual(
    ["budget", "journey", "meeting", "member", "member", "programme", "provision"].map((name) => `${name}_added`),
  );
  for (const [name, partId] of await firstIds()) {
    await inWork(france, (work) => removePart(work, DELEGATION_PARTS, placeOf(name, partId)));
    const [latest] = await linesOf();
    expect(latest?.action).toBe(`${name}_removed`);
    const fields = Object.keys(DELEGATION_PARTS.parts[name].form.shape);
    const told = fields.filter((field) => !field.startsWith("passport_"));
    expect(Object.keys((latest?.before ?? {}) as object).toSorted()).toEqual([...told, "item"].toSorted());
  }
  const lines = JSON.stringify(await linesOf());
  expect(lines).toContain("Lê Văn Anh");
  expect(lines).not.toContain("C123");
  expect(lines).not.toContain("D456");
  expect((await partsOf()).members.map((one) => one.name)).toEqual(["Trần Thị B"]);
  expect((await inReading(france, (work) => findDelegation(work, id)))?.member_count).toBe(1);
});

describe("several members at once", () => {
  const rowsOf = (...members: object[]) =>
    members.map((values, index) => ({ at: index * 2, values: sent("member", { role: "member", ...values }) as never }));
  const add = (actor: Actor, rows: ReturnType<typeof rowsOf>) =>
    inWork(actor, (work) => addParts(work, DELEGATION_PARTS, { recordId: id, name: "member" }, rows));
  const names = async () => (await partsOf()).members.map((one) => one.name);

  test("each with a line of history of its own", async () => {
    const before = (await linesOf()).length;
    await add(france, rowsOf({ name: "Mai Văn Một", passport_number: "C777" }, { name: "Mai Thị Hai" }));
    expect(await names()).toEqual(expect.arrayContaining(["Mai Văn Một", "Mai Thị Hai"]));
    expect((await linesOf()).length).toBe(before + 2);
    expect(JSON.stringify(await linesOf())).not.toContain("C777");
  });

  test("all or none: what a rule says of one stands beside its row", async () => {
    const before = await names();
    const refused = await add(
      france,
      rowsOf({ name: "Mai Ba", role: "head" }, { name: "Mai Bốn", role: "head" }),
    ).catch((cause: unknown) => cause);
    expect(refused).toMatchObject({ code: "rule_one_head", fields: ["row.2.role"], status: 409 });
    expect(await names()).toEqual(before);
  });

  test("by nobody who may not change the delegation", async () => {
    await expect(add(hanoi, rowsOf({ name: "Mai Năm" }))).rejects.toThrow(NotFoundError);
    expect(await names()).not.toContain("Mai Năm");
  });
});
