import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, RuleError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { changePart } from "./delegation-part-change.commands.server.ts";
import { addBudgetLine, addMember, addProgrammeEntry } from "./delegation-parts.commands.server.ts";
import { findPart, listParts, listPassports } from "./delegation-parts.queries.server.ts";
import { aDraftDelegation, visit } from "./delegation.fixtures.ts";
import { PART_FORMS, budgetForm, memberForm, programmeForm } from "./delegation.forms.ts";
import type { PartName } from "./delegation.model.ts";
import { findDelegation } from "./delegation.queries.server.ts";

useDatabase();
let france: Actor, hanoi: Actor;
let id: string;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  id = await inWork(france, (work) => aDraftDelegation(work));
  await inWork(france, async (work) => {
    await addMember(
      work,
      id,
      memberForm.parse({ name: "Lê Văn A", role: "head", position: "Chủ tịch", passport_number: "C123" }),
    );
    await addMember(work, id, memberForm.parse({ name: "Trần Thị B", role: "member" }));
    await addProgrammeEntry(
      work,
      id,
      programmeForm.parse({ on_date: visit.departs_on, starts_at: "09:00", content_vi: "Đón đoàn", place: "Paris" }),
    );
    await addBudgetLine(
      work,
      id,
      budgetForm.parse({ description: "Vé", quantity: 2, unit_price: 10.5, currency: "USD", payer: "union" }),
    );
  });
});

const partsOf = () => inReading(france, (work) => listParts(work, id));
const read = (name: PartName, partId: string) =>
  inReading(france, async (work) => (await findPart(work, id, { name, id: partId })) ?? { version: 0 });
async function change(actor: Actor, name: PartName, partId: string, values: Record<string, unknown>) {
  const { version: seen } = await read(name, partId);
  const { version, ...written } = PART_FORMS[name].parse({ version: seen, ...values });
  await inWork(actor, (work) => changePart(work, id, { name, id: partId, version }, written));
}

test("a member's name and office change, the lists know the new head, the passport stays, one line tells it", async () => {
  const head = (await partsOf()).members[0]?.id ?? "";
  const before = (await inReading(france, (work) => listHistory(work, id))).length;
  await change(france, "member", head, { name: "Lê Văn Anh", role: "head", position: "" });
  const member = (await partsOf()).members[0];
  expect([member?.name, member?.position]).toEqual(["Lê Văn Anh", null]);
  expect((await inReading(france, (work) => findDelegation(work, id)))?.head_name).toBe("Lê Văn Anh");
  expect((await inReading(france, (work) => listPassports(work, id)))[0]?.passport_number).toBe("C123");
  const lines = await inReading(france, (work) => listHistory(work, id));
  expect(lines).toHaveLength(before + 1);
  expect([lines[0]?.action, lines[0]?.before, lines[0]?.after]).toEqual([
    "member_changed",
    { name: "Lê Văn A", position: "Chủ tịch" },
    { name: "Lê Văn Anh", position: null },
  ]);
});

test("a second head and a day outside the visit are refused", async () => {
  const { members, programme } = await partsOf();
  await expect(change(france, "member", members[1]?.id ?? "", { name: "Trần Thị B", role: "head" })).rejects.toThrow(
    RuleError,
  );
  const entry = { content_vi: "Đón đoàn", on_date: "2020-01-01" };
  await expect(change(france, "programme", programme[0]?.id ?? "", entry)).rejects.toThrow("rule_day_outside_visit");
});

test("what the form of a part shows can be sent back as it is, and then nothing changes", async () => {
  const parts = await partsOf();
  const shown: [PartName, string | undefined][] = [
    ["member", parts.members[0]?.id],
    ["programme", parts.programme[0]?.id],
    ["budget", parts.budget[0]?.id],
  ];
  for (const [name, partId] of shown) {
    const { has_passport: _said, ...fields } = (await read(name, partId ?? "")) as Record<string, unknown>;
    const values = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, value ?? ""]));
    await change(france, name, partId ?? "", values);
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect([line?.action, line?.before, line?.after]).toEqual([`${name}_changed`, {}, {}]);
  }
});

test("the budget's total follows a changed price", async () => {
  const { budget } = await partsOf();
  const line = { description: "Vé", quantity: 3, unit_price: 20, currency: "EUR", payer: "partner" };
  await change(france, "budget", budget[0]?.id ?? "", line);
  expect((await partsOf()).budgetTotals).toEqual([{ payer: "partner", currency: "EUR", total: 60 }]);
});

test("somebody who saved in between is not overwritten, and another unit finds nothing to change", async () => {
  const entry = (await partsOf()).programme[0]?.id ?? "";
  const { version } = await read("programme", entry);
  const written = programmeForm.parse({ on_date: visit.departs_on, content_vi: "Đón đoàn tại sân bay" });
  const part = { name: "programme" as const, id: entry, version };
  await inWork(france, (work) => changePart(work, id, part, written));
  await expect(inWork(france, (work) => changePart(work, id, part, written))).rejects.toThrow(StaleError);
  const other = await inWork(hanoi, (work) => changePart(work, id, part, written)).catch((cause: unknown) => cause);
  expect(other instanceof NotFoundError || other instanceof ForbiddenError).toBe(true);
});
