import { beforeAll, describe, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { NotFoundError, StaleError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { aPart } from "./delegation.fixtures.ts";
import { changeHostedEntry } from "./delegation-hosting.commands.server.ts";
import { aVisit, ask, makePeople, who } from "./delegation-hosting.fixtures.ts";
import { hostedEntryForm } from "./delegation-hosting.forms.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
let france: Actor, hanoi: Actor, canTho: Actor, guest: Actor;

beforeAll(async () => {
  await makePeople();
  [france, hanoi, canTho, guest] = [who("france"), who("hanoi"), who("canTho"), who("guest")];
});

describe("an entry that a unit hosts", () => {
  const settle = async (actor: Actor, hosting: string, entry: string, more: object) =>
    inWork(actor, (work) =>
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

test("by SQL nobody asks in another's name, and who asked does not write the host's words", async () => {
  const hosting = await ask(await aVisit(), hanoi);
  const attempt = (actor: Actor, sql: string, values: unknown[]) =>
    inWork(actor, async (work) => (await work.client.query(sql, values)).rowCount).catch((cause: Error) =>
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
