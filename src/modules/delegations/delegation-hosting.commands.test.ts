import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { cancelDelegation, editDelegation } from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart, visit } from "./delegation.fixtures.ts";
import { editForm } from "./delegation.forms.ts";
import {
  answerHosting,
  askHost,
  changeHostedEntry,
  editHosting,
  withdrawHosting,
} from "./delegation-hosting.commands.server.ts";
import { editHostingForm, hostedEntryForm, hostingAnswerForm, hostingForm } from "./delegation-hosting.forms.ts";
import { findHosted, findHosting, listHostings, listHostingsDue } from "./delegation-hosting.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
let france: Actor,
  colleague: Actor,
  hanoi: Actor,
  second: Actor,
  canTho: Actor,
  auditor: Actor,
  guest: Actor,
  root: Actor;
const days = { from_on: "2025-05-13", until_on: "2025-05-15" };

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  colleague = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  second = await aPerson("unit_officer", "ha_noi");
  canTho = await aPerson("unit_officer", "can_tho");
  auditor = await aPerson("auditor", "can_tho");
  guest = await aPerson("partner", "vufo");
  root = await aPerson("office", "vufo");
});

const aVisit = (more: object = {}) =>
  inWork(france, (work) =>
    aDraftDelegation(work, {
      ...visit,
      direction: "incoming",
      title: "Đoàn Hội Pháp - Việt",
      expected_members: 7,
      head_name: "Gérard Daviot",
      needs: "Hai người ăn chay",
      ...more,
    }),
  );
const ask = (visitId: string, host: Actor, more: object = {}) =>
  inWork(france, (work) =>
    askHost(
      work,
      visitId,
      hostingForm.parse({
        unit_id: host.unitId,
        ...days,
        wish: "Đón tại sân bay, thăm trường học",
        due_on: addDays(today(), 3),
        ...more,
      }),
    ),
  );
const read = (who: Actor, id: string) => inReading(who, (work) => findHosting(work, id));
const answer = async (who: Actor, id: string, said: object) => {
  const version = (await read(who, id))?.version ?? 1;
  return inWork(who, (work) =>
    answerHosting(work, id, hostingAnswerForm.parse({ answer: "confirmed", version, ...said })),
  );
};
/** How many rows of a table somebody sees, by SQL. */
const count = (who: Actor, table: string) =>
  inReading(
    who,
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
    for (const who of [canTho, auditor, guest]) {
      expect(await read(who, hosting)).toBeUndefined();
      await expect(answer(who, hosting, {})).rejects.toThrow(NotFoundError);
      await expect(inWork(who, (work) => withdrawHosting(work, hosting))).rejects.toThrow(NotFoundError);
    }
    for (const who of [france, colleague, hanoi, root]) expect((await read(who, hosting))?.id).toBe(hosting);
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
    const say = (who: Actor, said: object) =>
      inWork(who, (work) => answerHosting(work, hosting, hostingAnswerForm.parse({ version, ...said })));
    const ends = await Promise.allSettled([
      say(hanoi, { answer: "confirmed" }),
      say(second, { answer: "declined", remark: "Trùng lễ hội" }),
    ]);
    const refused = ends.flatMap((one) => (one.status === "rejected" ? [one.reason instanceof StaleError] : []));
    expect(refused).toEqual([true]);
  });

  test("is the unit's own: neither who asked nor the office above gives it", async () => {
    const hosting = await ask(await aVisit(), hanoi);
    for (const who of [france, root]) await expect(answer(who, hosting, {})).rejects.toThrow(ForbiddenError);
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

describe("an entry that a unit hosts", () => {
  const settle = async (who: Actor, hosting: string, entry: string, more: object) =>
    inWork(who, (work) =>
      changeHostedEntry(work, hosting, entry, hostedEntryForm.parse({ on_date: "2025-05-13", version: 1, ...more })),
    );

  test("is settled by that unit: its hour, place and cars, and nothing of what was agreed", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    const entry = await inWork(france, (work) =>
      aPart(work, id, "programme", {
        on_date: "2025-05-13",
        content: "Thăm Văn Miếu",
        host_unit_id: hanoi.unitId,
        press: "Báo Thời Đại",
      }),
    );
    await settle(hanoi, hosting, entry, { starts_at: "09:30", place: "58 Quốc Tử Giám", car: "29B-123.45" });
    const { programme } = await inReading(france, (work) => listParts(work, id));
    expect(programme[0]).toMatchObject({
      content: "Thăm Văn Miếu",
      starts_at: "09:30:00",
      place: "58 Quốc Tử Giám",
      car: "29B-123.45",
      press: "Báo Thời Đại",
      host_unit_id: hanoi.unitId,
    });
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect(line).toMatchObject({ action: "programme_changed", user_name: hanoi.name });
    await expect(settle(hanoi, hosting, entry, { place: "Khác" })).rejects.toThrow(StaleError);
    await expect(settle(hanoi, hosting, entry, { on_date: "2025-05-17", version: 2 })).rejects.toThrow(
      "rule_day_outside_visit",
    );
    await expect(settle(canTho, hosting, entry, { version: 2 })).rejects.toThrow(NotFoundError);
  });

  test("is not another's, and is hosted only by whoever was asked", async () => {
    const id = await aVisit();
    const hosting = await ask(id, hanoi);
    const own = await inWork(france, (work) =>
      aPart(work, id, "programme", { on_date: "2025-05-13", content: "Họp kín" }),
    );
    await expect(settle(hanoi, hosting, own, {})).rejects.toThrow(NotFoundError);
    const elsewhere = { on_date: "2025-05-13", content: "Thăm", host_unit_id: canTho.unitId };
    await expect(inWork(france, (work) => aPart(work, id, "programme", elsewhere))).rejects.toThrow("rule_not_hosting");
  });
});

describe("who asks", () => {
  test("asks for days of the visit, of another unit, once, and in time", async () => {
    const id = await aVisit();
    await ask(id, hanoi);
    await expect(ask(id, hanoi)).rejects.toThrow();
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
  const due = (who: Actor, day = today()) =>
    inReading(who, async (work) =>
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

test("by SQL nobody asks in another's name, and who asked does not write the host's words", async () => {
  const hosting = await ask(await aVisit(), hanoi);
  const attempt = (who: Actor, sql: string, values: unknown[]) =>
    inWork(who, async (work) => (await work.client.query(sql, values)).rowCount).catch((cause: Error) =>
      /row-level security/.test(cause.message) ? "refused" : cause.message,
    );
  const set = "update delegation_hosting set remark = 'x' where id = $1";
  expect(await attempt(france, set, [hosting])).toBe(0);
  expect(await attempt(canTho, set, [hosting])).toBe(0);
  expect(await attempt(guest, set, [hosting])).toBe(0);
  expect(await attempt(hanoi, set, [hosting])).toBe(1);
  const copy = `insert into delegation_hosting (delegation_id, title, asker_unit_id, from_on, until_on, wish, due_on, unit_id, unit_path, visibility, shared_paths, created_by)
    select delegation_id, 'x', asker_unit_id, from_on, until_on, wish, due_on, $2, $3, 'unit', shared_paths, $4 from delegation_hosting where id = $1`;
  const there = [canTho.unitId, canTho.unitPath];
  expect(await attempt(france, copy, [hosting, ...there, hanoi.userId])).toBe("refused");
  expect(await attempt(france, copy, [hosting, ...there, france.userId])).toBe(1);
  const kept = await asOwner(database.ownerUrl(), (client) =>
    client.query("select remark from delegation_hosting where id = $1", [hosting]),
  );
  expect(kept.rows).toEqual([{ remark: "x" }]);
});
