import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { signatureForm } from "./access.forms.ts";
import { findActor } from "./access.queries.server.ts";
import { delegateSignature, endSignature } from "./signature.commands.server.ts";
import { POSTS, lendSignature } from "./signature.fixtures.ts";
import { listSignatures, listSignaturesBelow } from "./signature.queries.server.ts";

const database = useDatabase();
const ask = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(text, values))).rows;
let administrator: Actor, office: Actor, leader: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  office = await aPerson("office", "vufo");
  leader = await aPerson("leader", "vufo");
});

const lastLine = async (action: string) =>
  (
    await ask<{ after: unknown; before: unknown; unit_path: string }>(
      "select after, before, unit_path from history where action = $1 order by id desc limit 1",
      [action],
    )
  )[0];

describe("a signature", () => {
  const lend = (email: string, from_on: string, last_on: string) =>
    inWork(leader, (work) => delegateSignature(work, { email, signed_as: "KT", ...POSTS, from_on, last_on }));
  const tomorrow = addDays(today(), 1);

  test("is lent to somebody else, for a day at least", async () => {
    await expect(lend(leader.email, tomorrow, tomorrow)).rejects.toThrow("rule_sign_for_yourself");
    await expect(lend("nobody@test.example", tomorrow, tomorrow)).rejects.toThrow("rule_no_such_person");
    await expect(lend(office.email, tomorrow, today())).rejects.toThrow("rule_until_before_from");
    await expect(lend(office.email, addDays(today(), -1), tomorrow)).rejects.toThrow("rule_from_today");
    const clerk = await aPerson("office", "vufo");
    await lend(clerk.email, tomorrow, tomorrow);
    expect(await lastLine("signature_delegated")).toMatchObject({
      unit_path: "vufo",
      after: { email: clerk.email, signed_as: "KT", from_on: tomorrow, last_on: tomorrow },
    });
    expect(
      await ask("select from_user_id, to_user_id, from_on, until_on, unit_path from access_signature_delegation"),
    ).toMatchObject([
      {
        from_user_id: leader.userId,
        to_user_id: clerk.userId,
        unit_path: "vufo",
        from_on: tomorrow,
        until_on: addDays(today(), 2),
      },
    ]);
  });

  test("is seen by both, ends at once when either side says so, and tells the other", async () => {
    const [head, clerk] = [await aPerson("leader", "vufo"), await aPerson("office", "vufo")];
    const { actor, id } = await lendSignature(head, clerk);
    const seenBy = async (who: Actor) => (await inReading(who, listSignatures)).find((one) => one.id === id);
    const shown = { from_name: head.name, to_name: clerk.name, last_on: addDays(today(), 7), has_ended: false };
    expect(await seenBy(head)).toMatchObject({ ...shown, is_given: true });
    expect(await seenBy(clerk)).toMatchObject({ ...shown, is_given: false });
    const stranger = await aPerson("office", "ha_noi");
    expect(await seenBy(stranger)).toBeUndefined();
    await expect(inWork(stranger, (work) => endSignature(work, id))).rejects.toThrow(NotFoundError);
    const neighbour = await aPerson("office", "vufo");
    await expect(inWork(neighbour, (work) => endSignature(work, id))).rejects.toThrow(ForbiddenError);
    expect(actor.signsFor.map((one) => one.lentId)).toContain(id);
    await inWork(clerk, (work) => endSignature(work, id));
    const left = await findActor(clerk.userId ?? "", undefined);
    expect(left?.signsFor.map((one) => one.lentId)).not.toContain(id);
    expect(await seenBy(head)).toMatchObject({ has_ended: true, ended_by_name: clerk.name });
    expect((await lastLine("signature_ended"))?.before).toMatchObject({ last_on: addDays(today(), 7) });
    await expect(inWork(head, (work) => endSignature(work, id))).rejects.toThrow("rule_signature_ended");
    const told = await ask<{ user_id: string }>("select user_id from notification where kind = 'signature_ended'");
    expect(told.map((one) => one.user_id)).toEqual([head.userId]);
  });

  test("is taken back by the administrator too, and before it began", async () => {
    const [head, clerk] = [await aPerson("leader", "vufo"), await aPerson("office", "vufo")];
    const { id } = await lendSignature(head, clerk, { from_on: tomorrow, last_on: tomorrow });
    const below = async (who: Actor) =>
      (await inReading(who, listSignaturesBelow)).filter((one) => one.id === id).map((one) => one.from_name);
    expect(await below(administrator)).toEqual([head.name]);
    expect(await below(await aPerson("office", "ha_noi"))).toEqual([]);
    await inWork(administrator, (work) => endSignature(work, id));
    expect(await below(administrator)).toEqual([]);
    const [row] = await ask<{ until_on: string }>(
      "select until_on::text from access_signature_delegation where id = $1",
      [id],
    );
    expect(row?.until_on).toBe(tomorrow);
  });

  test("names both with their posts: those of the register, or what is written", async () => {
    const [head, clerk] = [await aPerson("leader", "vufo"), await aPerson("office", "vufo")];
    const nameless = { email: clerk.email, signed_as: "TL", from_on: today(), last_on: today() };
    const lendIt = (values: object) =>
      inWork(head, (work) => delegateSignature(work, signatureForm.parse({ ...nameless, ...values })));
    await expect(lendIt({})).rejects.toThrow("rule_posts_first");
    await ask(
      `insert into unit_post (unit_id, unit_path, title, title_in, holder_name) select id, path, 'Chủ tịch', '{}', $1 from unit where code = 'vufo'`,
      [head.name],
    );
    const id = await lendIt({ to_post: "Chánh Văn phòng" });
    expect((await inReading(head, listSignatures)).find((one) => one.id === id)).toMatchObject(POSTS);
  });
});
