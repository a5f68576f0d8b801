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
import { commitmentFilter } from "./delegation-commitment.filter.ts";
import { commitmentList } from "./delegation-commitment.queries.server.ts";
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

test("who leads one and whose visit it comes from find it at once, however far its day is, and nobody else does", async () => {
  const far = { ...promised, content: "Năm sau", due_on: addDays(today(), 300) };
  const late = { ...promised, content: "Đã trễ", due_on: addDays(today(), -1) };
  const made = await inWork(france, async (work) => {
    const visitId = await aDraftDelegation(work, { is_confidential: "on" });
    const ids: string[] = [];
    for (const one of [late, far])
      ids.push(await addCommitment(work, visitId, { ...one, lead_unit_id: hanoi.unitId ?? "" }));
    return { visitId, ids };
  });
  const list = (actor: Actor, asked: Record<string, string>) =>
    inReading(actor, async (work) => {
      const filter = commitmentFilter.parse(asked);
      const { items } = await commitmentList.list(work, { ...filter, limit: 200 });
      expect(await commitmentList.count(work, filter)).toBe(items.length);
      return items.filter((one) => made.ids.includes(one.id));
    });
  const [lateId, farId] = made.ids;
  const led = await list(hanoi, { side: "led" });
  expect(led.map((one) => [one.id, one.state])).toEqual([
    [lateId, "late"],
    [farId, "open"],
  ]);
  // Of the confidential visit it is told nothing; who made the promise sees its visit.
  expect(led.map((one) => [one.delegation_id, one.delegation_title])).toEqual(made.ids.map(() => [null, null]));
  const promisedByUs = await list(france, { side: "promised" });
  expect(promisedByUs.map((one) => [one.id, one.delegation_id])).toEqual(made.ids.map((id) => [id, made.visitId]));
  expect(await list(france, { side: "led" })).toEqual([]);
  expect(await list(hanoi, { side: "promised" })).toEqual([]);
  for (const outsider of [colleague, danang]) expect(await list(outsider, {})).toEqual([]);
  expect((await list(hanoi, { state: "late" })).map((one) => one.id)).toEqual([lateId]);
  await finish(hanoi, lateId ?? "");
  expect(await list(hanoi, { state: "late" })).toEqual([]);
  expect((await list(hanoi, { state: "done" })).map((one) => [one.id, one.settled_on])).toEqual([[lateId, today()]]);
  expect((await list(hanoi, { unit_path: hanoi.unitPath ?? "" })).map((one) => one.id)).toEqual(made.ids);
  expect(await list(hanoi, { unit_path: "vufo.da_nang" })).toEqual([]);
  const [first] = await inReading(hanoi, async (work) => (await commitmentList.list(work, { limit: 1 })).items);
  const cursor = `${first?.due_on},${first?.id}`;
  const next = await inReading(hanoi, async (work) => (await commitmentList.list(work, { limit: 200, cursor })).items);
  expect(next.map((one) => one.id)).not.toContain(first?.id);
});
