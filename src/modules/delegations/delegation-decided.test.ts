import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { acceptChanges } from "./delegation-change.commands.server.ts";
import { approveDelegation } from "./delegation.commands.server.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";
import { aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { weighEach } from "./delegation.jobs.server.ts";
import { CHOOSES_DECIDER } from "./delegation.model.ts";
import { listDelegations } from "./delegation.queries.server.ts";
import { aDecidedVisit, edit, found, keptPapers } from "./delegation-version.fixtures.ts";
import { FACTS, changesSince } from "./delegation-version.model.ts";

const database = useDatabase();
beforeEach(emptyBooks);
let leader: Actor, france: Actor, partnerId: string;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, host));
});

describe("who decided is asked about what was changed", () => {
  /** Of a visit to a province in the plan the province decides, of others the union. */
  const toHanoi = async (is_in_plan: boolean) => {
    const hanoi = await aPerson("unit_officer", "ha_noi");
    const id = await inWork(hanoi, (work) => aProposedDelegation(work, { direction: "incoming", is_in_plan }));
    await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
    return { hanoi, id };
  };
  const accept = (actor: Actor, id: string) => inWork(actor, (work) => acceptChanges(work, id, { seen: undefined }));

  test("also where the change itself would choose somebody else", async () => {
    const { hanoi, id } = await toHanoi(false);
    await edit(hanoi, id, { is_in_plan: true, returns_on: "2025-05-28" });
    expect((await found(hanoi, id)).change_state).toBe("waiting");
    await expect(accept(hanoi, id)).rejects.toThrow(ForbiddenError);
    const { waits } = await inReading(hanoi, (work) => listEverything(work, id));
    expect(waits?.by.map((one) => one.user_id)).not.toContain(hanoi.userId);
    const inList = await inReading(hanoi, (work) => listDelegations(work, { limit: 100 }));
    expect(inList.items.find((one) => one.id === id)?.waits).toEqual(waits);
    await accept(leader, id);
    // What was accepted stays with who accepted it.
    await edit(hanoi, id, { returns_on: "2025-05-29" });
    await expect(accept(hanoi, id)).rejects.toThrow(ForbiddenError);
  });

  test("whatever the routes say since", async () => {
    const { hanoi, id } = await toHanoi(false);
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`insert into delegation_route (unit_kind, is_in_plan, direction, approving_kind, from_on)
        values ('provincial_union', false, 'incoming', 'own', '2020-01-01')`),
    );
    await edit(hanoi, id, { returns_on: "2025-05-28" });
    await expect(accept(hanoi, id)).rejects.toThrow(ForbiddenError);
    await accept(leader, id);
    await asOwner(database.ownerUrl(), (client) =>
      client.query(
        "delete from delegation_route where approving_kind = 'own' and from_on = '2020-01-01' and not is_in_plan",
      ),
    );
  });

  test("every fact that chooses a route goes back", () => {
    const whole = (facts: object) =>
      ({ facts, member: [], programme: [], meeting: [], provision: [], budget: [] }) as never;
    for (const name of CHOOSES_DECIDER.filter((one) => FACTS.includes(one)))
      expect([name, changesSince(whole({ [name]: 1 }), whole({ [name]: 2 }), 10)]).toMatchObject([
        name,
        [{ is_weighty: true }],
      ]);
  });
});

test("of a visit decided before versions were kept the night keeps one, though it was archived long ago", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`
      delete from delegation_version where delegation_id = '${id}';
      update delegation set status = 'archived' where id = '${id}'`),
  );
  await weighEach();
  const [decision] = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
  expect(decision).toMatchObject({ number: "12/QĐ-LHHN" });
  const before = await keptPapers(france, id);
  await weighEach();
  expect(await keptPapers(france, id)).toEqual(before);
});

test("what was decided before versions were kept is kept before it changes", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`delete from delegation_version where delegation_id = '${id}'`),
  );
  await edit(france, id, { departs_on: "2025-05-01" });
  expect((await found(france, id)).change_state).toBe("waiting");
  const [decision] = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
  expect(wordText(Buffer.from(decision?.bytes ?? "", "base64")).join()).toContain(
    "từ ngày 12 đến ngày 18 tháng 5 năm 2025",
  );
});
