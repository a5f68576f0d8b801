import { beforeAll, expect, test } from "vitest";
import { findActor } from "#modules/access/access.queries.server.ts";
import type { Waits } from "#modules/delegations/delegation-approver.queries.server.ts";
import { isAsked } from "#modules/delegations/delegation-approver.queries.server.ts";
import { listEverything } from "#modules/delegations/delegation-everything.queries.server.ts";
import { canDecide } from "#modules/delegations/delegation.policy.ts";
import { findDelegation, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** Who is said to decide, on the record, in the list and on Today, beside who can: every open visit of the demo and everybody in it. */
const database = useDatabase("demo");
const people: Actor[] = [];
const open = new Map<string, Waits>();

beforeAll(async () => {
  await asOwner(database.ownerUrl(), async (client) => {
    const who = (mail: string) => `(select id from auth_user where email = '${mail}@demo.example')`;
    // The head lends the signature to somebody at the root and to somebody of a department; one visit is confidential, one open to the department.
    await client.query(`
      insert into access_signature_delegation (from_user_id, to_user_id, unit_id, unit_path, signed_as, from_post, to_post, from_on, until_on)
        select ${who("leader")}, auth_user.id, unit.id, unit.path, 'TUQ', 'Chủ tịch', 'Trưởng ban', '2020-01-01', '2099-01-01'
        from auth_user, unit where unit.code = 'vufo' and email in ('office@demo.example', 'desk.europe@demo.example');
      update delegation set visibility = 'confidential', named_user_ids = array[${who("leader")}]
        where id = (select id from delegation where status = 'proposed' and direction = 'outgoing' order by id limit 1);
      update delegation set unit_id = unit.id, unit_path = unit.path from unit where unit.code = 'europe'
        and delegation.id = (select id from delegation where status in ('proposed', 'opinions') and visibility = 'unit' and direction = 'outgoing' order by id desc limit 1);`);
    const users = await client.query<{ user_id: string; id: string }>(
      "select user_id, id from access_appointment where until_on is null",
    );
    for (const { user_id, id } of users.rows) {
      const actor = await findActor(user_id, id);
      if (actor) people.push(actor);
    }
    const visits = await client.query<{ id: string }>(
      "select id from delegation where status in ('proposed', 'opinions') or change_state = 'waiting'",
    );
    for (const { id } of visits.rows) {
      const waits = await inReading(system, async (work) => (await listEverything(work, id)).waits);
      if (waits) open.set(id, waits);
    }
  });
});

test("each person who is named can really decide, and everything open names somebody", async () => {
  const named = new Set<string>();
  for (const [id, waits] of open) {
    expect([id, waits.by.length]).not.toEqual([id, 0]);
    for (const userId of waits.by.flatMap((one) => [one.user_id, ...one.signers.map((signer) => signer.user_id)])) {
      named.add(userId);
      const roles = people.filter((actor) => actor.userId === userId);
      const able = await Promise.all(
        roles.map(async (actor) => {
          const visit = await inReading(actor, (work) => findDelegation(work, id));
          return visit !== undefined && canDecide(actor, visit);
        }),
      );
      expect([id, userId, able.some(Boolean)]).toEqual([id, userId, true]);
    }
  }
  // The head, who signs at the root, who signs in a department for its own visits, a province.
  expect(named.size).toBeGreaterThan(2);
});

test('Today says "waits for your decision" to exactly those who are named, and the list names the same', async () => {
  let told = 0;
  for (const actor of people) {
    const { waiting } = await inReading(actor, (work) => findToday(work, "waiting"));
    const { items } = await inReading(actor, (work) => listDelegations(work, { limit: 500 }));
    for (const [id, waits] of open) {
      const listed = items.find((one) => one.id === id);
      if (listed) expect([id, listed.waits?.by]).toEqual([id, waits.by]);
      const isTold = waiting.items.some((one) => one.id === id);
      if (isTold) told += 1;
      const visit = await inReading(actor, (work) => findDelegation(work, id));
      const isTheirs = isAsked(actor.userId, waits.by) && visit !== undefined && canDecide(actor, visit);
      expect([id, actor.email, actor.role, isTold]).toEqual([id, actor.email, actor.role, isTheirs]);
    }
  }
  expect(told).toBeGreaterThan(open.size);
});
