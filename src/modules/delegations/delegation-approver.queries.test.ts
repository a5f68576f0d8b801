import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { endAppointment } from "#modules/access/access.commands.server.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import { endSignature } from "#modules/access/signature.commands.server.ts";
import { listPeople } from "#modules/access/people.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { today } from "#platform/time.ts";
import { approveDelegation } from "./delegation.commands.server.ts";
import { aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { listDelegations } from "./delegation.queries.server.ts";
import { signedBy } from "./delegation-decision.model.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";
import { aDecidedVisit, edit } from "./delegation-version.fixtures.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
const query = (text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query(text, values));
let france: Actor, leader: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  leader = await aPerson("leader", "vufo");
  await query(
    `insert into unit_post (unit_id, unit_path, title, title_in, holder_name)
      select id, path, 'Chủ tịch', '{}', $1 from unit where code = 'vufo'`,
    [leader.name],
  );
});

const waitsOf = (id: string) => inReading(france, async (work) => (await listEverything(work, id)).waits);
const inList = (id: string) =>
  inReading(france, async (work) => {
    const { items } = await listDelegations(work, { limit: 200 });
    return items.find((one) => one.id === id);
  });
const approve = (actor: Actor, id: string) =>
  inWork(actor, (work) => approveDelegation(work, id, approveForm.parse({})));

test("a proposal waits for those who hold the right, by name and post, since it was sent", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await query("update delegation set status_since = status_since - interval '3 days' where id = $1", [id]);
  const expected = { for: "approval", days: 3, by: [{ name: leader.name, post: "Chủ tịch", signers: [] }] };
  expect(await waitsOf(id)).toMatchObject(expected);
  expect((await inList(id))?.waits).toMatchObject(expected);
  await approve(leader, id);
  expect([await waitsOf(id), (await inList(id))?.waits]).toEqual([null, null]);
  expect((await inList(id))?.is_unnumbered).toBe(true);
});

test("what was changed since the decision waits in the same way", async () => {
  const host = { unit: france, leader, partnerId: "" };
  const partner = await query(
    `insert into partner (kind, name, country_iso2, unit_id, unit_path)
      select 'university', 'x', 'FR', id, path from unit where code = 'association_fr' returning id`,
  );
  const id = await aDecidedVisit({ ...host, partnerId: (partner.rows[0] as { id: string }).id });
  await edit(france, id, { departs_on: "2025-05-11" });
  expect(await waitsOf(id)).toMatchObject({ for: "changes", days: 0, by: [{ name: leader.name }] });
  expect((await inList(id))?.waits).toMatchObject({ for: "changes" });
});

test("who left is named no more; where nobody is left, the unit above is asked", async () => {
  const successor = await aPerson("leader", "vufo");
  const administrator = await aPerson("administrator", "vufo");
  const id = await inWork(france, (work) => aProposedDelegation(work));
  const names = async () => (await waitsOf(id))?.by.map((one) => one.user_id);
  expect(await names()).toEqual([leader.userId, successor.userId]);
  const { items } = await inReading(administrator, (work) => listPeople(work, { limit: 200 }));
  const role = items.filter((one) => one.role === "leader").at(-1);
  await inWork(administrator, (work) => endAppointment(work, role?.id ?? "", { until_on: today() }));
  expect(await names()).toHaveLength(1);
  const province = await aPerson("association_officer", "ha_noi");
  const own = await inWork(province, (work) => aProposedDelegation(work, { direction: "incoming", is_in_plan: true }));
  expect((await inReading(province, async (work) => (await listEverything(work, own)).waits))?.by).toHaveLength(1);
});

test.each([
  ["KT", "Phó Chủ tịch"],
  ["TL", "Chánh Văn phòng"],
  ["TUQ", "Trưởng ban"],
])(
  "%s.: both names and posts stand on the decision and in the history, until it is ended",
  async (signed_as, to_post) => {
    const id = await inWork(france, (work) => aProposedDelegation(work));
    const other = await inWork(france, (work) => aProposedDelegation(work));
    const head = await aPerson("leader", "vufo");
    const { actor, id: lent } = await lendSignature(head, await aPerson("office", "vufo"), { signed_as, to_post });
    expect((await waitsOf(id))?.by.find((one) => one.user_id === head.userId)?.signers).toMatchObject([
      { name: actor.name, post: to_post, signed_as },
    ]);
    await approve(actor, id);
    const { decisions } = await inReading(france, (work) => listParts(work, id));
    const said = `${signed_as}. Chủ tịch ${head.name}: ${to_post} ${actor.name}`;
    expect(decisions.map((one) => signedBy(one))).toEqual([said]);
    const [line] = await inReading(france, async (work) => tellHistory(work, await listHistory(work, id)));
    expect(line?.sentence).toContain(said);
    await inWork(head, (work) => endSignature(work, lent));
    // The actor of an open page still carries it; the database is asked.
    await expect(approve(actor, other)).rejects.toThrow(ForbiddenError);
  },
);

test("a deputy who decides by the own right signs for the head", async () => {
  const deputy = { ...(await aPerson("leader", "vufo")), name: "Trần Văn Phó" };
  await query(
    `insert into unit_post (unit_id, unit_path, title, title_in, holder_name)
      select id, path, 'Phó Chủ tịch', '{}', 'Trần Văn Phó' from unit where code = 'vufo'`,
  );
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await approve(deputy, id);
  const { decisions } = await inReading(france, (work) => listParts(work, id));
  expect(decisions.map((one) => signedBy(one))).toEqual([`KT. Chủ tịch ${leader.name}: Phó Chủ tịch Trần Văn Phó`]);
});
