import type { z } from "zod";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import { addDays, now, today } from "#platform/time.ts";
import { findByEmail } from "./access.commands.server.ts";
import type { signatureForm } from "./access.forms.ts";
import { canEndSignature, canLendSignature } from "./access.policy.ts";
import { forgetPerson } from "./access.queries.server.ts";
import { tellPeople } from "./notification.commands.server.ts";
import { findPost, findSignature } from "./signature.queries.server.ts";

/** From the first day to the last `email` signs in the actor's name for the unit acted for. */
export async function delegateSignature(work: Work, period: z.output<typeof signatureForm>): Promise<string> {
  requirePermission(canLendSignature(work.actor));
  const unit = requireRow(await findUnit(work, requireRow(work.actor.unitId)));
  const user = await findByEmail(work, period.email);
  if (user.id === work.actor.userId) throw new RuleError("rule_sign_for_yourself");
  if (period.from_on < today()) throw new RuleError("rule_from_today");
  if (period.last_on < period.from_on) throw new RuleError("rule_until_before_from");
  const posts = {
    from_post: period.from_post ?? (await findPost(work, unit.path, work.actor.name)),
    to_post: period.to_post ?? (await findPost(work, unit.path, user.name)),
  };
  const { from_post, to_post } = posts;
  // A paper names both with their posts; one that nobody knows would leave a gap there.
  if (!from_post || !to_post) throw new RuleError("rule_posts_first");
  const made = await work.trx
    .insertInto("access_signature_delegation")
    .values({
      from_user_id: requireRow(work.actor.userId),
      to_user_id: user.id,
      unit_id: unit.id,
      unit_path: unit.path,
      signed_as: period.signed_as,
      ...posts,
      from_on: period.from_on,
      until_on: addDays(period.last_on, 1),
    })
    .returning("access_signature_delegation.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["signature", made.id],
    action: "signature_delegated",
    rights: unitRights(unit),
    after: { name: `${work.actor.name} → ${user.name}`, ...period, ...posts },
  });
  const { signed_as, from_on, last_on } = period;
  await sayEventIn(work, "signature_lent", { unit, what: { to: user.name, signed_as, from_on, last_on } });
  forgetPerson(work, user.id);
  await tellPeople(work, [user.id], {
    kind: "signature_lent",
    subject: ["signature", made.id],
    title: work.actor.name,
    visibility: "unit",
  });
  return made.id;
}

/** At once: from this moment nobody signs by it any more. What was signed before stays signed. */
export async function endSignature(work: Work, lentId: string): Promise<void> {
  const lent = requireRow(await findSignature(work, lentId));
  requirePermission(canEndSignature(work.actor, lent));
  if (lent.has_ended) throw new RuleError("rule_signature_ended");
  // One that has yet to begin ends where it would have begun.
  const until_on = lent.is_ahead ? lent.from_on : today();
  const ended = work.trx
    .updateTable("access_signature_delegation")
    .set({ until_on, ended_at: now(), ended_by_name: work.actor.name })
    .where("access_signature_delegation.id", "=", lentId)
    .compile();
  // Who was lent a signature may give it back, and only that.
  await asSystem(work, ended);
  await recordHistory(work, {
    subject: ["signature", lentId],
    action: "signature_ended",
    rights: unitRights({ id: lent.unit_id, path: lent.unit_path }),
    before: { name: `${lent.from_name} → ${lent.to_name}`, last_on: lent.last_on },
    after: { name: `${lent.from_name} → ${lent.to_name}`, last_on: addDays(until_on, -1) },
  });
  await sayEventIn(work, "signature_ended", {
    unit: { id: lent.unit_id, path: lent.unit_path },
    what: { from: lent.from_name, to: lent.to_name },
  });
  forgetPerson(work, lent.to_user_id);
  await tellPeople(work, [lent.from_user_id, lent.to_user_id], {
    kind: "signature_ended",
    subject: ["signature", lentId],
    title: `${lent.from_name} → ${lent.to_name}`,
    visibility: "unit",
  });
}
