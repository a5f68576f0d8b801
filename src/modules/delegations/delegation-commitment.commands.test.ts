import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { listOwed } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { aDraftDelegation, visit } from "./delegation.fixtures.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { addCommitment, finishCommitment } from "./delegation-commitment.commands.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { findCommitment } from "./delegation-request.queries.server.ts";

useDatabase();
let france: Actor, colleague: Actor, hanoi: Actor, press: Actor, danang: Actor;
const promised = { content: "Gửi kế hoạch", due_on: addDays(today(), 9), is_awaiting_text: true };

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  colleague = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  press = await aPerson("press", "ha_noi");
  danang = await aPerson("unit_officer", "da_nang");
});

async function promise(more: { lead?: Actor; is_confidential?: string; by?: Actor } = {}) {
  const { lead = hanoi, by = france, is_confidential } = more;
  return inWork(by, async (work) => {
    const visitId = await aDraftDelegation(work, { is_confidential });
    const id = await addCommitment(work, visitId, { ...promised, lead_unit_id: lead.unitId ?? "" });
    return { id, visitId };
  });
}
const finish = (actor: Actor, id: string) => inWork(actor, (work) => finishCommitment(work, id, { outcome: "Đã gửi" }));
const notices = (actor: Actor) =>
  inReading(actor, async (work) =>
    (await work.trx.selectFrom("notification").select(["kind", "subject_id", "words"]).execute()).map(
      (one) => `${one.kind} ${one.subject_id}`,
    ),
  );

test("the unit that leads it is told, sees it without the visit, and marks it done; who promised it is told", async () => {
  const { id, visitId } = await promise();
  expect(await notices(hanoi)).toContain(`commitment_led ${id}`);
  const seen = await inReading(hanoi, async (work) => ({
    owed: (await listOwed(work)).map((one) => one.id),
    commitment: await findCommitment(work, id),
    visit: await findDelegation(work, visitId),
  }));
  expect(seen.owed).toContain(id);
  expect(seen.visit).toBeUndefined();
  expect(seen.commitment).toMatchObject({
    title: "Gửi kế hoạch",
    due_on: promised.due_on,
    summary: { title: visit.title, countries: visit.countries, departs_on: visit.departs_on },
  });
  expect(await finish(hanoi, id)).toBe(visitId);
  expect(await notices(france)).toContain(`commitment_done ${id}`);
  const [kept] = (await inReading(france, (work) => listParts(work, visitId))).commitments;
  expect(kept).toMatchObject({ settled_on: today(), sentence: "Đã gửi", is_awaiting_text: true });
  await expect(finish(france, id)).rejects.toThrow("rule_settled");
});

test("of a confidential visit the unit that leads sees the promise and nothing of the visit", async () => {
  const { id } = await promise({ is_confidential: "on" });
  const seen = await inReading(hanoi, (work) => findCommitment(work, id));
  expect([seen?.title, seen?.summary]).toEqual(["Gửi kế hoạch", {}]);
  expect(await inReading(colleague, (work) => findCommitment(work, id))).toBeUndefined();
  await finish(hanoi, id);
  expect((await inReading(france, (work) => findCommitment(work, id)))?.settled_on).toBe(today());
});

test("the unit whose visit it was marks it done too, and tells itself nothing", async () => {
  const { id } = await promise({ lead: france, is_confidential: "on" });
  expect(await notices(colleague)).toEqual([]);
  await expect(finish(colleague, id)).rejects.toThrow(NotFoundError);
  await finish(france, id);
});

test("another unit neither sees it nor ends it, and of the unit that leads only who writes for it", async () => {
  const { id } = await promise();
  await expect(finish(danang, id)).rejects.toThrow(NotFoundError);
  await expect(finish(press, id)).rejects.toThrow(ForbiddenError);
});

test("only the unit whose visit it is promises, and only what a unit of the union leads", async () => {
  const { visitId } = await promise();
  const add = (actor: Actor, lead_unit_id: string) =>
    inWork(actor, (work) => addCommitment(work, visitId, { ...promised, lead_unit_id }));
  await expect(add(hanoi, hanoi.unitId ?? "")).rejects.toThrow(NotFoundError);
  await expect(add(france, visitId)).rejects.toThrow("rule_no_such_unit");
});
