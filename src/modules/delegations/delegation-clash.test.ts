import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { listClashes } from "./delegation-clash.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation } from "./delegation.fixtures.ts";

useDatabase();
let office: Actor, hanoi: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

type Days = [from: number, until: number];
const goes = (title: string, [from, until]: Days, name: string, make = aProposedDelegation) =>
  inWork(office, async (work) => {
    const days = { departs_on: addDays(today(), from), returns_on: addDays(today(), until) };
    const id = await make(work, { title, ...days });
    await aPart(work, id, "member", { name, role: "member" });
    return id;
  });

test("who is in two delegations on one day is named from both sides, once decided upon or asked for", async () => {
  const first = await goes("Đoàn đi Pháp", [30, 34], "Lê Văn Trưởng");
  const second = await goes("Đoàn đi Bỉ", [34, 36], "LÊ VĂN TRƯỞNG");
  await goes("Đoàn đi Đức", [35, 36], "Lê Văn Trường");
  await goes("Đoàn đi Ý", [37, 38], "Lê Văn Trưởng");
  await goes("Bản nháp", [30, 31], "Lê Văn Trưởng", aDraftDelegation);
  const of = async (id: string, actor = office) =>
    inReading(actor, async (work) => {
      const visit = await findDelegation(work, id);
      return visit && (await listClashes(work, visit)).map((one) => `${one.name}: ${one.title}`);
    });
  expect(await of(first)).toEqual(["Lê Văn Trưởng: Đoàn đi Bỉ"]);
  expect(await of(second)).toEqual(["LÊ VĂN TRƯỞNG: Đoàn đi Pháp"]);
  // What one may not open clashes with nothing.
  expect(await of(first, hanoi)).toBeUndefined();
});
