import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { correctAmount, editAidProject, recordAmount, registerAidProject } from "./aid-project.commands.server.ts";
import { aidAmountForm, aidProjectForm, correctAmountForm, editAidForm } from "./aid-project.forms.ts";
import { findAidProject, findAmount, listAmounts } from "./aid-project.queries.server.ts";

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
  await inWork(officer, (work) => recordAmount(work, id, amount));
});

async function place() {
  const [amount] = await inReading(officer, (work) => listAmounts(work, id));
  const at = { projectId: id, amountId: amount?.id ?? "" };
  const { version } = (await inReading(officer, (work) => findAmount(work, at))) ?? { version: 0 };
  return { at, version };
}
const corrected = (amount_usd: number, version: number) =>
  correctAmountForm.parse({ kind: "disbursement", on_date: "2024-05-01", amount_usd, version });

test("an amount with a nought too many is corrected once, and the history keeps what it said", async () => {
  const { at, version } = await place();
  await inWork(officer, (work) => correctAmount(work, at, corrected(500_000, version)));
  expect((await inReading(officer, (work) => listAmounts(work, id))).map((one) => one.amount_usd)).toEqual([500_000]);
  const [line] = await inReading(officer, (work) => listHistory(work, id));
  expect(line).toMatchObject({ action: "amount_corrected", before: { amount_usd: 5_000_000 } });
  await expect(inWork(officer, (work) => correctAmount(work, at, corrected(1, version)))).rejects.toThrow(StaleError);
});

test("another unit and somebody who keeps no register correct nothing", async () => {
  const { at, version } = await place();
  for (const actor of [hanoi, press])
    await expect(inWork(actor, (work) => correctAmount(work, at, corrected(0, version)))).rejects.toThrow(
      ForbiddenError,
    );
  const edit = editAidForm.parse({ ...facts, title: "Khác", version: 1 });
  await expect(inWork(hanoi, (work) => editAidProject(work, id, edit))).rejects.toThrow(ForbiddenError);
});

test("a project is edited at the version that was read, and a field left empty becomes empty", async () => {
  const edit = (values: object, version: number) => editAidForm.parse({ ...facts, ...values, version });
  await inWork(officer, (work) => editAidProject(work, id, edit({ owner_name: "Sở Giáo dục" }, 1)));
  await inWork(officer, (work) => editAidProject(work, id, edit({ title: "Trường học mới" }, 2)));
  const project = await inReading(officer, (work) => findAidProject(work, id));
  expect([project?.title, project?.owner_name, project?.version]).toEqual(["Trường học mới", null, 3]);
  await expect(inWork(officer, (work) => editAidProject(work, id, edit({}, 2)))).rejects.toThrow(StaleError);
});
