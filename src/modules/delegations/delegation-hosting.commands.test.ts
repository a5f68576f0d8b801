import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { cancelDelegation, editDelegation } from "./delegation.commands.server.ts";
import { aPart } from "./delegation.fixtures.ts";
import { editForm } from "./delegation.forms.ts";
import { answerHosting, editHosting, withdrawHosting } from "./delegation-hosting.commands.server.ts";
import { aVisit, answer, ask, days, makePeople, read, who } from "./delegation-hosting.fixtures.ts";
import { editHostingForm, hostingAnswerForm, hostingForm } from "./delegation-hosting.forms.ts";
import { findHosted, findHosting, listHostings, listHostingsDue } from "./delegation-hosting.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";

useDatabase();
let france: Actor,
  colleague: Actor,
  hanoi: Actor,
  second: Actor,
  canTho: Actor,
  auditor: Actor,
  guest: Actor,
  root: Actor;

beforeAll(async () => {
  await makePeople();
  [france, colleague, hanoi, second] = [who("france"), who("colleague"), who("hanoi"), who("second")];
  [canTho, auditor, guest, root] = [who("canTho"), who("auditor"), who("guest"), who("root")];
});

/** How many rows of a table somebody sees, by SQL. */
const count = (actor: Actor, table: string) =>
  inReading(
    actor,
    async (work) => (await work.client.query<{ count: number }>(`select count(*)::int from ${table}`)).rows[0]?.count,
  );

describe("a unit that is asked to host", () => {
  test("sees its days, how many come and its own entries; of the visit not a row, by SQL either", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    await ask(id, canTho, { from_on: "2025-05-16", until_on: "2025-05-17" });
    await inWork(france, async (work) => {
      await aPart(work, id, "programme", {
        on_date: "2025-05-13",
        content: "Thăm Văn Miếu",
        host_unit_id: hanoi.unitId,
      });
      await aPart(work, id, "programme", {
        on_date: "2025-05-16",
        content: "Thăm chợ nổi",
        host_unit_id: canTho.unitId,
      });
      await aPart(work, id, "programme", { on_date: "2025-05-12", content: "Họp kín tại trụ sở" });
      await aPart(work, id, "budget", {
        description: "Khách sạn",
        quantity: 1,
        unit_price: 1,
        currency: "VND",
        payer: "union",
      });
      await aPart(work, id, "journey", { way: "arrives", on_date: "2025-05-12", vehicle: "VN 18" });
      await aPart(work, id, "member", { name: "Gérard Daviot", role: "head", passport_number: "12AB" });
    });
    const seen = await inReading(hanoi, async (work) => {
      const one = await findHosting(work, hosting);
      return {
        one,
        hosted: one && (await findHosted(work, one)),
        visit: await findDelegation(work, id),
        past: await listHistory(work, id),
      };
    });
    expect(seen.one).toMatchObject({ title: "Đoàn Hội Pháp - Việt", ...days, status: "asked" });
    expect(seen.hosted).toMatchObject({ guests: 1, head_name: null, needs: null });
    expect(seen.hosted?.entries.map((one) => one.content)).toEqual(["Thăm Văn Miếu"]);
    expect(seen.visit).toBeUndefined();
    expect(seen.past).toEqual([]);
    for (const part of [
      "",
      "_member",
      "_programme_entry",
      "_journey",
      "_budget_line",
      "_meeting",
      "_provision",
      "_version",
    ])
      expect([part, await count(hanoi, `delegation${part}`)]).toEqual([part, 0]);
    expect(await count(hanoi, "delegation_hosting")).toBe(1);
    expect(await count(hanoi, "delegation_passports('" + id + "')")).toBe(0);
  });

  test("is told who leads and what they need where who asked says so", async () => {
    const hosting = await ask(await aVisit(), hanoi, { shows_head: "on", shows_needs: "on" });
    const hosted = await inReading(hanoi, async (work) => {
      const one = await findHosting(work, hosting);
      return one && findHosted(work, one);
    });
    expect(hosted).toMatchObject({ guests: 7, head_name: "Gérard Daviot", needs: "Hai người ăn chay" });
  });

  test("and nobody else finds it: neither a third unit, its auditor, nor a guest", async () => {
    const hosting = await ask(await aVisit(), hanoi);
    for (const one of [canTho, auditor, guest]) {
      expect(await read(one, hosting)).toBeUndefined();
      await expect(answer(one, hosting, {})).rejects.toThrow(NotFoundError);
      await expect(inWork(one, (work) => withdrawHosting(work, hosting))).rejects.toThrow(NotFoundError);
    }
    for (const one of [france, colleague, hanoi, root]) expect((await read(one, hosting))?.id).toBe(hosting);
  });
});

describe("the answer", () => {
  test("confirms and names people; who asked sees it, and the history of the visit says it", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    await answer(hanoi, hosting, { contact_name: "Trần Thị Hòa", contact_phone: "0912 345 678", car: "29B-123.45" });
    const [one] = await inReading(france, (work) => listHostings(work, id));
    expect(one).toMatchObject({ status: "confirmed", contact_name: "Trần Thị Hòa", answered_by_name: hanoi.name });
    const past = await inReading(france, (work) => listHistory(work, id));
    expect(past.map((line) => line.action)).toEqual(["host_answered", "host_asked", "drafted"]);
  });

  test("of two who answer at once, the second is shown what the first said", async () => {
    const hosting = await ask(await aVisit(), hanoi);
    const version = (await read(hanoi, hosting))?.version ?? 0;
    const say = (actor: Actor, said: object) =>
      inWork(actor, (work) => answerHosting(work, hosting, hostingAnswerForm.parse({ version, ...said })));
    const ends = await Promise.allSettled([
      say(hanoi, { answer: "confirmed" }),
      say(second, { answer: "declined", remark: "Trùng lễ hội" }),
    ]);
    const refused = ends.flatMap((one) => (one.status === "rejected" ? [one.reason instanceof StaleError] : []));
    expect(refused).toEqual([true]);
  });

  test("is the unit's own: neither who asked nor the office above gives it", async () => {
    const hosting = await ask(await aVisit(), hanoi);
    for (const one of [france, root]) await expect(answer(one, hosting, {})).rejects.toThrow(ForbiddenError);
    await expect(inWork(hanoi, (work) => withdrawHosting(work, hosting))).rejects.toThrow(ForbiddenError);
  });

  test("says why where it asks for a change or declines", () => {
    const said = (values: object) =>
      hostingAnswerForm.safeParse({ version: 1, ...values }).error?.issues.map((one) => [one.path[0], one.message]);
    expect(said({ answer: "declined" })).toEqual([["remark", "error_comment"]]);
    expect(said({ answer: "change_asked" })).toEqual([["remark", "error_comment"]]);
    expect(said({ answer: "confirmed" })).toBeUndefined();
    expect(said({ answer: "withdrawn" })?.[0]?.[0]).toBe("answer");
  });

  test("asked otherwise, it answers anew; withdrawn, it sees its part no more and answers nothing", async () => {
    const hosting = await ask(await aVisit(), hanoi);
    await answer(hanoi, hosting, { answer: "change_asked", remark: "Lùi một ngày" });
    const asked = editHostingForm.parse({ ...(await read(france, hosting)), from_on: "2025-05-14" });
    await inWork(france, (work) => editHosting(work, hosting, asked));
    expect(await read(hanoi, hosting)).toMatchObject({ status: "asked", from_on: "2025-05-14", remark: null });
    await inWork(colleague, (work) => withdrawHosting(work, hosting));
    const left = await inReading(hanoi, async (work) => {
      const one = await findHosting(work, hosting);
      return one && findHosted(work, one);
    });
    expect(left).toBeUndefined();
    await expect(answer(hanoi, hosting, {})).rejects.toThrow("rule_hosting_withdrawn");
  });
});

describe("who asks", () => {
  test("asks for days of the visit, of another unit, once, and in time", async () => {
    const id = await aVisit();
    await ask(id, hanoi);
    await expect(ask(id, hanoi)).rejects.toThrow("delegation_hosting_once");
    await expect(ask(id, canTho, { from_on: "2025-05-11" })).rejects.toThrow("rule_day_outside_visit");
    await expect(ask(id, canTho, { due_on: addDays(today(), -1) })).rejects.toThrow("rule_due_in_past");
    await expect(ask(id, france)).rejects.toThrow("rule_hosts_itself");
    expect(
      hostingForm.safeParse({ unit_id: id, ...days, until_on: "2025-05-12", wish: "x", due_on: today() }).error
        ?.issues[0]?.message,
    ).toBe("error_last_before_first");
  });

  test("does so for guests alone, and not where the visit is known to named persons only", async () => {
    await expect(ask(await aVisit({ direction: "outgoing" }), hanoi)).rejects.toThrow(ForbiddenError);
    await expect(ask(await aVisit({ is_confidential: "on" }), hanoi)).rejects.toThrow("rule_confidential_by_name");
  });

  test("a visit that becomes confidential is closed to its hosts", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    const version = (await inReading(france, (work) => findDelegation(work, id)))?.version ?? 0;
    const asked = { visibility: "confidential", named_ids: [france.userId ?? ""], shared_ids: [], version } as const;
    await inWork(france, (work) => changeSharing(work, ["delegation", id], asked as never));
    expect(await read(hanoi, hosting)).toBeUndefined();
    expect((await read(france, hosting))?.id).toBe(hosting);
  });

  test("a new title is what the host reads, and a visit that is called off asks nobody any more", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    const facts = editForm.parse({
      ...Object.fromEntries(
        Object.entries((await inReading(france, (work) => findDelegation(work, id))) ?? {}).filter(
          ([, one]) => one !== null,
        ),
      ),
      title: "Đoàn cựu chiến binh Pháp",
    });
    await inWork(france, (work) => editDelegation(work, id, facts));
    expect((await read(hanoi, hosting))?.title).toBe("Đoàn cựu chiến binh Pháp");
    await inWork(france, (work) => cancelDelegation(work, id, { reason: "Khách hoãn" }));
    expect((await read(hanoi, hosting))?.status).toBe("withdrawn");
  });
});

test("what is owed stands with the host until it answers, and late or to be changed with who asked", async () => {
  const id = await aVisit();
  const hosting = await ask(id, canTho, { due_on: today() });
  const due = (actor: Actor, day = today()) =>
    inReading(actor, async (work) =>
      (await listHostingsDue(work, { day, until: addDays(day, 14) }, 50))
        .filter((one) => one.id === hosting)
        .map((one) => one.is_asked),
    );
  expect([await due(canTho), await due(france), await due(hanoi)]).toEqual([[true], [], []]);
  expect(await due(france, addDays(today(), 1))).toEqual([false]);
  await answer(canTho, hosting, { answer: "change_asked", remark: "Cần thêm xe" });
  expect([await due(canTho), await due(france)]).toEqual([[], [false]]);
  await answer(canTho, hosting, { answer: "confirmed" });
  expect([await due(canTho), await due(france, addDays(today(), 1))]).toEqual([[], []]);
});
