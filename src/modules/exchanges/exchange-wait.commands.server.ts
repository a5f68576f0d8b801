import { sql } from "kysely";
import type { Updateable } from "kysely";
import { listOfficers } from "#modules/access/access.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow, whileSystem } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { now, today } from "#platform/time.ts";
import { atOrAbove } from "#platform/tree.ts";
import { listAddressees, recordEnd } from "./exchange.commands.server.ts";
import { canKeepQuestion, owes } from "./exchange.policy.ts";
import type { Owed } from "./exchange.queries.server.ts";
import { findOwed } from "./exchange.queries.server.ts";
import { addresseeOf } from "./exchange-sight.commands.server.ts";

/** Reminds who was asked, at most once a day; answers with whom to tell. */
export async function remind(work: Work, owed: Owed, action: string): Promise<string[]> {
  const { reminded_on, reminded_count } = await requireWaiting(work, owed);
  if (reminded_on === today()) throw new RuleError("rule_reminded_today");
  await write(work, owed, { reminded_on: today(), reminded_count: reminded_count + 1 });
  await recordEnd(work, owed, { action, after: { title: owed.title, to: owed.to_name } });
  return listAddressees(work, addresseeOf(owed));
}

/**
 * Once the day is past, the leaders of who asked, or of the nearest unit above that has any, are told: they speak to those who lead the others.
 * Answers with whom to tell.
 */
export async function escalate(work: Work, owed: Owed, action: string): Promise<string[]> {
  const { escalated_on, due_on } = await requireWaiting(work, owed);
  if (escalated_on !== null) throw new RuleError("rule_escalated");
  if (due_on !== null && due_on >= today()) throw new RuleError("rule_escalate_late");
  const leaders = await findLeaders(work, owed.asker_path);
  if (leaders.length === 0) throw new RuleError("rule_no_leader");
  await write(work, owed, { escalated_on: today() });
  await recordEnd(work, owed, { action, after: { title: owed.title, to: owed.to_name } });
  return leaders;
}

async function findLeaders(work: Work, path: string): Promise<string[]> {
  for (const place of atOrAbove(path).toReversed()) {
    const leaders = await listOfficers(work, { path: place }, ["leader"]);
    if (leaders.length > 0) return leaders;
  }
  return [];
}

/** Writes down that somebody asked opened it, where that is not written yet; reading it is no act of the record. */
export async function noteOpened(work: Work, owed: Owed): Promise<void> {
  if (!work.actor.userId || !owes(work.actor, owed)) return;
  await work.trx
    .insertInto("exchange_opening")
    .values({
      exchange_owed_id: owed.id,
      opened_by: work.actor.userId,
      opened_by_name: work.actor.name,
      opened_at: now(),
      ...rightsOf(owed),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The question as it stands, locked: it waits, and is the actor's to keep. */
async function requireWaiting(work: Work, owed: Owed): Promise<Owed> {
  requirePermission(canKeepQuestion(work.actor, owed));
  await whileSystem(work, () => lockRow(work, "exchange_owed", owed.id));
  const one = (await findOwed(work, owed.id, { kinds: [owed.kind] })) ?? owed;
  if (one.outcome !== null) throw new RuleError("rule_settled");
  if (one.answer_id !== null) throw new RuleError("rule_answered");
  return one;
}

/** Written as the machine: the row is also of the unit that was asked, where who asked has no hand. */
export async function write(
  work: Work,
  { id }: { id: string },
  values: Updateable<DB["exchange_owed"]>,
): Promise<void> {
  await whileSystem(work, () =>
    work.trx
      .updateTable("exchange_owed")
      .set({ ...values, version: sql<number>`exchange_owed.version + 1` })
      .where("exchange_owed.id", "=", id)
      .execute(),
  );
}
