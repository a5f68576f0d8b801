import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { endAppointment } from "#modules/access/access.commands.server.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import { endSignature } from "#modules/access/signature.commands.server.ts";
import { listPeople } from "#modules/access/people.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { addDays, today } from "#platform/time.ts";
import { acceptChanges, returnChanges } from "./delegation-change.commands.server.ts";
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

const aDecided = async () => {
  const partner = await query(
    `insert into partner (kind, name, country_iso2, unit_id, unit_path)
      select 'university', 'x', 'FR', id, path from unit where code = 'association_fr' returning id`,
  );
  return aDecidedVisit({ unit: france, leader, partnerId: (partner.rows[0] as { id: string }).id });
};

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

test.each([
  ["00:00", 0],
  ["06:59", 0],
  ["07:00", 0],
  ["23:59", 1],
])("a proposal sent at %s in Viet Nam waits by the days of its calendar", async (time, before) => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  for (const days of [before, before + 2]) {
    const at = `${addDays(today(), -days)}T${time}:00+07:00`;
    await query("update delegation set status_since = $2 where id = $1", [id, at]);
    expect((await waitsOf(id))?.days).toBe(days);
  }
});

test("what was changed since the decision waits in the same way", async () => {
  const id = await aDecided();
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

test.each([
  ["accept_changes", (work: Work, id: string) => acceptChanges(work, id, { seen: undefined })],
  ["return_changes", (work: Work, id: string) => returnChanges(work, id, { reason: "Dài quá", seen: undefined })],
] as const)("%s in somebody's name: the history says in whose", async (action, settle) => {
  const id = await aDecided();
  await edit(france, id, { departs_on: "2025-05-11" });
  const head = await aPerson("leader", "vufo");
  const { actor } = await lendSignature(head, await aPerson("office", "vufo"));
  await inWork(actor, (work) => settle(work, id));
  const { rows } = await query(
    `select user_id, on_behalf_of, after ->> 'signed_by' as signed_by from history where subject_id = $1 and action = $2`,
    [id, action],
  );
  const { decisions } = await inReading(france, (work) => listParts(work, id));
  const [said] = decisions.slice(-1).map((one) => signedBy(one));
  expect(said).toContain(head.name);
  expect(rows).toEqual([{ user_id: actor.userId, on_behalf_of: head.userId, signed_by: said }]);
});

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
