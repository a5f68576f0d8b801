import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { approveDelegation, proposeDelegation, recordDeparture } from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart, visit } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { found } from "./delegation-version.fixtures.ts";
import { listChanges, readFile } from "./delegation-version.queries.server.ts";

useDatabase();
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
});

/** Approved, with a head and a member. */
async function aReadyVisit(): Promise<string> {
  const id = await inWork(france, async (work) => {
    const made = await aDraftDelegation(work, visit);
    for (const role of ["head", "member"]) await aPart(work, made, "member", { name: `Bùi ${role}`, role });
    await proposeDelegation(work, made);
    return made;
  });
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
  return id;
}

const stateOf = async (id: string) => (await found(france, id)).change_state;
const changesOf = async (id: string) => {
  const visitNow = await found(france, id);
  return inReading(france, async (work) => listChanges(work, visitNow, await readFile(work, visitNow)));
};

test("who stayed at home is listed, and goes back where it was the head; somebody travels", async () => {
  const left = async (stays: "head" | "member") => {
    const id = await aReadyVisit();
    const { members } = await inReading(france, (work) => listParts(work, id));
    const took_part = members.filter((one) => one.role !== stays).map((one) => one.id);
    await inWork(france, (work) => recordDeparture(work, id, { took_part }));
    expect(await changesOf(id)).toMatchObject([{ part: "member", name: "took_part", before: true, after: false }]);
    return stateOf(id);
  };
  expect([await left("member"), await left("head")]).toEqual(["listed", "waiting"]);
  const nobody = await aReadyVisit();
  await expect(inWork(france, (work) => recordDeparture(work, nobody, { took_part: [] }))).rejects.toThrow(
    "rule_nobody_travels",
  );
});
