import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { bringMembers } from "./delegation-bring.commands.server.ts";
import { listFormerMembers, listOwnPeople } from "./delegation-bring.queries.server.ts";
import { aDraftDelegation, aPart } from "./delegation.fixtures.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";

useDatabase();
let france: Actor, colleague: Actor, hanoi: Actor, reader: Actor;
let id: string;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  colleague = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  reader = await aPerson("auditor", "vufo");
  const visitWith = (visit: Record<string, unknown>, members: Record<string, unknown>[]) =>
    inWork(france, async (work) => {
      const made = await aDraftDelegation(work, visit);
      for (const one of members) await aPart(work, made, "member", { role: "member", ...one });
      return made;
    });
  await visitWith({ countries: ["DE"], departs_on: "2025-04-01", returns_on: "2025-04-02" }, [
    { name: "Lê Văn A", position: "Chuyên viên", year_of_birth: 1980 },
    { name: "Đỗ Thị Mới", home: "Bộ X" },
  ]);
  await visitWith({ departs_on: "2024-03-01", returns_on: "2024-03-02", title: "Đoàn thăm Pháp 2024" }, [
    { name: "Lê Văn A", role: "head", position: "Phó Chủ tịch", year_of_birth: 1980, passport_number: "C1" },
    { name: "Trần Thị B" },
  ]);
  await visitWith({ direction: "incoming", title: "Khách" }, [{ name: "Jean Dupont" }]);
  id = await visitWith({}, [{ name: "Trần Thị B" }]);
});

const offered = (actor: Actor, q?: string) =>
  inReading(actor, async (work) => {
    const visit = await findDelegation(work, id);
    return visit
      ? { former: await listFormerMembers(work, visit, { q }), own: await listOwnPeople(work, visit, { q }) }
      : undefined;
  });

test("the last visits to the same country come first, each person once, and nobody who is there", async () => {
  const { former = [] } = (await offered(france)) ?? {};
  expect(former.map((one) => [one.name, one.position, one.title])).toEqual([
    ["Lê Văn A", "Phó Chủ tịch", "Đoàn thăm Pháp 2024"],
    ["Đỗ Thị Mới", null, "Đoàn thăm Pháp"],
  ]);
  expect((await offered(france, "do moi"))?.former.map((one) => one.name)).toEqual(["Đỗ Thị Mới"]);
  expect((await offered(france, "zzz"))?.former).toEqual([]);
});

test("the people of the unit are offered with it, found by name", async () => {
  const { own = [] } = (await offered(france)) ?? {};
  expect(own.map((one) => one.id)).toEqual(expect.arrayContaining([france.userId, colleague.userId]));
  expect(own.map((one) => one.id)).not.toContain(hanoi.userId);
});

test("who is ticked becomes a member once, without the passport; another unit adds nobody", async () => {
  const { former = [] } = (await offered(france)) ?? {};
  const ticked = { member_ids: former.map((one) => one.id), user_ids: [colleague.userId ?? ""] };
  await expect(inWork(hanoi, (work) => bringMembers(work, id, ticked))).rejects.toThrow(NotFoundError);
  await expect(inWork(reader, (work) => bringMembers(work, id, ticked))).rejects.toThrow(ForbiddenError);
  await expect(inWork(france, (work) => bringMembers(work, id, { member_ids: [], user_ids: [] }))).rejects.toThrow(
    "rule_nobody_ticked",
  );
  expect((await inWork(france, (work) => bringMembers(work, id, ticked))).count).toBe(3);
  const { members } = await inReading(france, (work) => listParts(work, id));
  expect(members.find((one) => one.name === "Lê Văn A")).toMatchObject({
    role: "member",
    position: "Phó Chủ tịch",
    has_passport: false,
  });
  await expect(inWork(france, (work) => bringMembers(work, id, ticked))).rejects.toThrow("rule_nobody_ticked");
});
