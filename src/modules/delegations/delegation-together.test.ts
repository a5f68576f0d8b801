import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addParts, changePart, findPart, removePart } from "#platform/part.server.ts";
import type { Together } from "#platform/part-together.server.ts";
import { askOfTwins, findTogether, removeTogether, togetherOf } from "#platform/part-together.server.ts";
import { aDraftDelegation } from "./delegation.fixtures.ts";
import { memberForm } from "./delegation.forms.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

useDatabase();
let france: Actor, hanoi: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

/** What a form sends: a field without a value is empty. */
const sent = (shown: Record<string, unknown>) =>
  memberForm.parse(Object.fromEntries(Object.keys(memberForm.shape).map((field) => [field, shown[field] ?? ""])));

describe("members added together", () => {
  const place = { name: "member" as const, list: "members" };
  const rowOf = (at: number, values: object) => ({ at, values: sent({ role: "member", ...values }) });
  const visitWith = async (...members: object[]) => {
    const recordId = await inWork(france, (work) => aDraftDelegation(work));
    const ids = await inWork(france, (work) =>
      addParts(
        work,
        DELEGATION_PARTS,
        { recordId, ...place },
        members.map((one, at) => rowOf(at, one)),
      ),
    );
    return { recordId, together: togetherOf(ids), ids };
  };
  const namesOf = async (recordId: string) =>
    (await inReading(france, (work) => listParts(work, recordId))).members.map((one) => one.name);
  const undo = (actor: Actor, recordId: string, together: Together) =>
    inWork(actor, (work) => removeTogether(work, DELEGATION_PARTS, { recordId, ...place }, together));
  const ask = (recordId: string, ...members: object[]) =>
    inReading(france, (work) =>
      askOfTwins(
        work,
        DELEGATION_PARTS,
        { recordId, ...place },
        members.map((one, at) => rowOf(at, one)),
      ),
    );

  test("are taken out together, and nobody who was there before", async () => {
    const { recordId } = await visitWith({ name: "Lý Một" });
    const ids = await inWork(france, (work) =>
      addParts(work, DELEGATION_PARTS, { recordId, ...place }, [
        rowOf(0, { name: "Lý Hai" }),
        rowOf(1, { name: "Lý Ba" }),
      ]),
    );
    await undo(france, recordId, togetherOf(ids));
    expect(await namesOf(recordId)).toEqual(["Lý Một"]);
    const lines = await inReading(france, (work) => listHistory(work, recordId));
    expect(lines.slice(0, 2).map((one) => one.action)).toEqual(["member_removed", "member_removed"]);
  });

  test("stay once one of them was changed or taken out, and are offered no longer", async () => {
    const { recordId, together, ids } = await visitWith({ name: "Lý Một" }, { name: "Lý Hai" });
    const offered = () =>
      inReading(france, (work) => findTogether(work, DELEGATION_PARTS, { recordId, ...place }, together));
    expect((await offered())?.map((one) => one.called)).toEqual(["Lý Một", "Lý Hai"]);
    const one = { recordId, name: "member" as const, id: ids[0] ?? "" };
    const { version = 0 } = (await inReading(france, (work) => findPart(work, DELEGATION_PARTS, one))) ?? {};
    const written = sent({ name: "Lý Một", role: "member", position: "Thư ký" });
    await inWork(france, (work) => changePart(work, DELEGATION_PARTS, { ...one, version }, written));
    expect(await offered()).toBeUndefined();
    await expect(undo(france, recordId, together)).rejects.toThrow("rule_parts_changed");
    await inWork(france, (work) => removePart(work, DELEGATION_PARTS, one));
    await expect(undo(france, recordId, together)).rejects.toThrow("rule_parts_changed");
    expect(await namesOf(recordId)).toEqual(["Lý Hai"]);
  });

  test("are nobody's to take out who may not change the delegation", async () => {
    const { recordId, together } = await visitWith({ name: "Lý Một" }, { name: "Lý Hai" });
    await expect(undo(hanoi, recordId, together)).rejects.toThrow(NotFoundError);
    expect(await namesOf(recordId)).toHaveLength(2);
  });

  test("who is there by that name, or stands in two rows, is asked about beside the row", async () => {
    const { recordId } = await visitWith({ name: "Lý Một", year_of_birth: 1970 });
    const refused = await ask(recordId, { name: "Lý Hai" }, { name: "lý  một" }, { name: "Lý Hai" }).catch(
      (e: unknown) => e,
    );
    expect(refused).toMatchObject({
      code: "rule_member_there",
      fields: ["row.1.name"],
      details: { names: "lý  một, Lý Hai", count: 2 },
      href: `/delegations/${recordId}#members`,
    });
    // Marks tell names apart, and so does another year of birth.
    await ask(recordId, { name: "Ly Mot" }, { name: "Lý Một", year_of_birth: 1985 });
  });
});
