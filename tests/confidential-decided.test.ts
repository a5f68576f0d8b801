import { beforeAll, expect, test } from "vitest";
import {
  approveDelegation,
  cancelDelegation,
  proposeDelegation,
} from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { listUsualReadersHere } from "#modules/delegations/delegation-sight.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** Who may be taken off a confidential visit once it is decided, and who is named without being asked. */
const database = useDatabase();
let drafter: Actor, leader: Actor, registrar: Actor;
beforeAll(async () => {
  drafter = await aPerson("desk_officer", "europe");
  leader = await aPerson("leader", "vufo");
  registrar = await aPerson("office", "vufo");
});
const idOf = ({ userId = "" }: Actor) => userId;
const named = async (by: Actor, visit: string, who: Actor[]) =>
  inWork(by, async (work) => {
    const version = (await findDelegation(work, visit))?.version;
    const asked = sharingForm.parse({ version, named_ids: who.map(idOf) });
    await changeSharing(work, ["delegation", visit], asked);
  });

test("while a change may still ask for a decision, whoever takes it stays named; so do the drafter and the unit", async () => {
  const visit = await inWork(drafter, (work) => aDraftDelegation(work, { is_confidential: true }));
  await inWork(drafter, (work) => proposeDelegation(work, visit));
  await inWork(leader, (work) => approveDelegation(work, visit, {}));
  await expect(named(drafter, visit, [registrar])).rejects.toThrow(new RuleError("rule_no_decider_named"));
  await expect(named(leader, visit, [registrar])).rejects.toThrow(new RuleError("rule_unit_stays_named"));
  await named(drafter, visit, [leader]);
  await inWork(drafter, (work) => cancelDelegation(work, visit, { reason: "x" }));
  // Nothing is to be decided about it any more.
  await named(drafter, visit, []);
});

test("one that is made confidential afterwards is shown to its drafter; who signs for the head is named from the start", async () => {
  const visit = await inWork(drafter, (work) => aDraftDelegation(work));
  const version = (await inReading(leader, (work) => findDelegation(work, visit)))?.version;
  const closed = sharingForm.parse({ version, visibility: "confidential", named_ids: [] });
  await inWork(leader, (work) => changeSharing(work, ["delegation", visit], closed));
  expect(await inReading(drafter, (work) => findDelegation(work, visit))).toBeDefined();
  // Of one whose drafter is not known, or has left, the unit is.
  const old = await inWork(drafter, (work) => aDraftDelegation(work));
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update delegation set created_by = null where id = $1", [old]),
  );
  await inWork(leader, (work) => changeSharing(work, ["delegation", old], closed));
  expect(await inReading(drafter, (work) => findDelegation(work, old))).toBeDefined();
  // A deputy at the root may sign for every unit; one of another department could not.
  const { actor: deputy } = await lendSignature(leader, await aPerson("desk_officer", "vufo"));
  const { actor: elsewhere } = await lendSignature(leader, await aPerson("desk_officer", "ha_noi"));
  const usual = await inReading(drafter, listUsualReadersHere);
  expect(usual).toEqual(expect.arrayContaining([leader, deputy, registrar].map(idOf)));
  expect(usual).not.toContain(idOf(elsewhere));
  const signed = await inWork(drafter, (work) => aDraftDelegation(work, { is_confidential: true }));
  await inWork(drafter, (work) => proposeDelegation(work, signed));
  await inWork(deputy, (work) => approveDelegation(work, signed, {}));
  expect((await inReading(deputy, (work) => findDelegation(work, signed)))?.status).toBe("approved");
});
