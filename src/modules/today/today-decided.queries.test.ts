import { beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { approveDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { approveForm, numberForm } from "#modules/delegations/delegation.forms.ts";
import { numberDecision } from "#modules/delegations/delegation-number.commands.server.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { findToday } from "./today.queries.server.ts";

useDatabase();
beforeEach(emptyBooks);
let leader: Actor, office: Actor, france: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  office = await aPerson("office", "vufo");
  france = await aPerson("association_officer", "association_fr");
});

test("what was sent says who decides and how long it waits; who gives numbers finds what lacks one", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work, { title: "Đoàn chờ số" }));
  const sent = async (who: Actor) =>
    (await inReading(who, (work) => findToday(work))).sent.items.find((one) => one.id === id);
  expect(await sent(france)).toMatchObject({ waits: { for: "approval", days: 0 } });
  expect((await sent(france))?.waits?.by.map((one) => one.name)).toContain(leader.name);
  // Who decides it finds it among what waits for the own decision.
  expect(await sent(leader)).toBeUndefined();
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
  const toNumber = async (who: Actor) =>
    (await inReading(who, (work) => findToday(work))).numbering.items.map((one) => one.id);
  expect(await toNumber(office)).toContain(id);
  expect(await toNumber(france)).not.toContain(id);
  await inWork(office, (work) => numberDecision(work, id, numberForm.parse({ number: "9/QĐ-LHHN" })));
  expect(await toNumber(office)).not.toContain(id);
});
