import { sql } from "kysely";
import type { z } from "zod";
import { listGrantable, listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import type { grantForm, settleForm, suggestForm } from "./partner.forms.ts";
import { canEdit, canSuggest } from "./partner.policy.ts";
import { findPartner } from "./partner.queries.server.ts";

/** Lets a person of the partner see its own record and ask for corrections. */
export async function grantPartner(
  work: Work,
  partnerId: string,
  { user_id, access }: z.output<typeof grantForm>,
): Promise<void> {
  const partner = requireRow(await findPartner(work, partnerId));
  requirePermission(canEdit(work.actor, partner));
  const people = await listGrantable(work, ["partner", "foreign_ngo"], partner.named_user_ids);
  const guest = people.find((one) => one.id === user_id && (access === "end" ? one.isNamed : one.isAppointed));
  if (!guest) throw new RuleError("rule_not_askable");
  await work.trx
    .updateTable("partner")
    .set({
      named_user_ids:
        access === "end"
          ? sql<string[]>`array_remove(partner.named_user_ids, ${user_id}::uuid)`
          : sql<string[]>`array_append(array_remove(partner.named_user_ids, ${user_id}::uuid), ${user_id}::uuid)`,
    })
    .where("partner.id", "=", partnerId)
    .execute();
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: access === "end" ? "grant_ended" : "granted",
    rights: partner,
    after: { name: partner.name, to: guest.name },
  });
  if (access === "end") return;
  await tellPeople(work, [user_id], { kind: "partner_granted", subject: ["partner", partnerId], title: partner.name });
}

/** What a partner finds wrong in its own record; nothing changes until the unit that keeps it has read it. */
export async function suggestCorrection(
  work: Work,
  partnerId: string,
  { body }: z.output<typeof suggestForm>,
): Promise<void> {
  const partner = requireRow(await findPartner(work, partnerId));
  requirePermission(canSuggest(work.actor, partner));
  await work.trx
    .insertInto("partner_suggestion")
    .values({
      partner_id: partnerId,
      body,
      made_by: requireRow(work.actor.userId),
      made_by_name: work.actor.name,
      made_on: today(),
      ...rightsOf(partner),
    })
    .execute();
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: "suggested",
    rights: partner,
    after: { name: partner.name, body },
  });
  const officers = await listOfficers(work, { id: partner.unit_id });
  await tellPeople(work, officers, { kind: "partner_suggested", subject: ["partner", partnerId], title: partner.name });
}

/** The officer has corrected the record, or says why not; the partner is told. */
export async function settleSuggestion(
  work: Work,
  place: { partnerId: string; suggestionId: string },
  { outcome }: z.output<typeof settleForm>,
): Promise<void> {
  const partner = requireRow(await findPartner(work, place.partnerId));
  requirePermission(canEdit(work.actor, partner));
  const settled = await work.trx
    .updateTable("partner_suggestion")
    .set({ settled_on: today(), outcome, version: sql<number>`partner_suggestion.version + 1` })
    .where("partner_suggestion.id", "=", place.suggestionId)
    .where("partner_suggestion.partner_id", "=", place.partnerId)
    .where("partner_suggestion.settled_on", "is", null)
    .returning("partner_suggestion.made_by")
    .executeTakeFirst();
  if (!settled) throw new RuleError("rule_settled");
  await recordHistory(work, {
    subject: ["partner", place.partnerId],
    action: "suggestion_settled",
    rights: partner,
    after: { name: partner.name, outcome },
  });
  await tellPeople(work, [settled.made_by], {
    kind: "suggestion_settled",
    subject: ["partner", place.partnerId],
    title: partner.name,
  });
}
