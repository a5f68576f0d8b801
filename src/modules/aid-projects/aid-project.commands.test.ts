import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, StaleError } from "#platform/errors.ts";
import { listHistory, listLatestHistory } from "#platform/history.server.ts";
import { addPart, changePart, findPart } from "#platform/part.server.ts";
import { editAidProject, registerAidProject } from "./aid-project.commands.server.ts";
import { aidAmountForm, aidProjectForm, correctAmountForm, editAidForm } from "./aid-project.forms.ts";
import { grantProject } from "./aid-project-statement.commands.server.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { findAidProject, listAmounts } from "./aid-project.queries.server.ts";

useDatabase();
let officer: Actor, hanoi: Actor, press: Actor;
let id: string;
const facts = {
  title: "Trường học",
  ngo_name: "CARE",
  ngo_country: "US",
  sector: "education",
  starts_on: "2024-01-01",
};

beforeAll(async () => {
  officer = await aPerson("ngo_officer", "paccom");
  hanoi = await aPerson("unit_officer", "ha_noi");
  press = await aPerson("press", "thoi_dai");
  id = await inWork(officer, (work) => registerAidProject(work, aidProjectForm.parse(facts)));
  const amount = aidAmountForm.parse({ kind: "disbursement", on_date: "2024-05-01", amount_usd: 5_000_000 });
  await inWork(officer, (work) => addPart(work, AID_PROJECT_PARTS, { recordId: id, name: "amount" }, amount));
});

async function place() {
  const [amount] = await inReading(officer, (work) => listAmounts(work, id));
  const at = { recordId: id, name: "amount" as const, id: amount?.id ?? "" };
  const { version = 0 } = (await inReading(officer, (work) => findPart(work, AID_PROJECT_PARTS, at))) ?? {};
  return { ...at, version };
}
const correct = (actor: Actor, at: Awaited<ReturnType<typeof place>>, amount_usd: number) =>
  inWork(actor, (work) =>
    changePart(
      work,
      AID_PROJECT_PARTS,
      at,
      correctAmountForm.parse({ kind: "disbursement", on_date: "2024-05-01", amount_usd }),
    ),
  );

test("an amount with a nought too many is corrected once, and the history keeps what it said", async () => {
  const at = await place();
  await correct(officer, at, 500_000);
  expect((await inReading(officer, (work) => listAmounts(work, id))).map((one) => one.amount_usd)).toEqual([500_000]);
  const [line] = await inReading(officer, (work) => listHistory(work, id));
  expect(line).toMatchObject({ action: "amount_corrected", before: { amount_usd: 5_000_000 } });
  await expect(correct(officer, at, 1)).rejects.toThrow(StaleError);
});

test("an amount counts its changes, and giving somebody access to its project is none", async () => {
  const at = await place();
  const guest = await aPerson("foreign_ngo", "vufo");
  await inWork(officer, (work) => grantProject(work, id, { user_id: guest.userId ?? "", access: "give" }));
  expect((await place()).version).toBe(at.version);
  await correct(officer, at, 550_000);
  expect((await place()).version).toBe(at.version + 1);
});

test("of two who correct one amount, or edit one project, at once, one is told to look again", async () => {
  const at = await place();
  const edit = (title: string) =>
    inWork(officer, (work) => editAidProject(work, id, editAidForm.parse({ ...facts, title, version: 1 })));
  for (const ends of [
    await Promise.allSettled([correct(officer, at, 600_000), correct(officer, at, 700_000)]),
    await Promise.allSettled([edit("Một"), edit("Hai")]),
  ]) {
    const refused = ends.filter((one) => one.status === "rejected");
    expect(refused.map((one) => one.reason instanceof StaleError)).toEqual([true]);
  }
});

test("another unit and somebody who keeps no register correct nothing", async () => {
  const at = await place();
  for (const actor of [hanoi, press]) await expect(correct(actor, at, 0)).rejects.toThrow(ForbiddenError);
  const amount = aidAmountForm.parse({ kind: "disbursement", on_date: "2024-06-01", amount_usd: 1 });
  const added = inWork(hanoi, (work) => addPart(work, AID_PROJECT_PARTS, { recordId: id, name: "amount" }, amount));
  await expect(added).rejects.toThrow(ForbiddenError);
  const edit = editAidForm.parse({ ...facts, title: "Khác", version: 2 });
  await expect(inWork(hanoi, (work) => editAidProject(work, id, edit))).rejects.toThrow(ForbiddenError);
});

test("a project is edited at the version that was read, and a field left empty becomes empty", async () => {
  const edit = (values: object, version: number) => editAidForm.parse({ ...facts, ...values, version });
  await inWork(officer, (work) => editAidProject(work, id, edit({ owner_name: "Sở Giáo dục" }, 2)));
  await inWork(officer, (work) => editAidProject(work, id, edit({ title: "Trường học mới", owner_name: "" }, 3)));
  const project = await inReading(officer, (work) => findAidProject(work, id));
  expect([project?.title, project?.owner_name, project?.version]).toEqual(["Trường học mới", null, 4]);
  // The desk tells a line by the name of its record, also of an edit that left the name alone.
  const latest = await inReading(officer, (work) => listLatestHistory(work, 50));
  const edited = latest.filter((line) => line.subject_id === id && line.action === "edited");
  expect(edited.map((line) => line.title).slice(0, 2)).toEqual(["Trường học mới", facts.title]);
  await expect(inWork(officer, (work) => editAidProject(work, id, edit({}, 2)))).rejects.toThrow(StaleError);
});
