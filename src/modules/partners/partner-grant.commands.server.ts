import type { z } from "zod";
import { listGrantable } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { nameReaders, namedWith, say, settle } from "#modules/exchanges/exchange.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import type { grantForm, settleForm, suggestForm } from "./partner.forms.ts";
import { canEdit, canSuggest } from "./partner.policy.ts";
import { findPartner, findSuggestion } from "./partner.queries.server.ts";

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
  const named = await work.trx
    .updateTable("partner")
    .set({ named_user_ids: namedWith("partner", { user_id, access }) })
    .where("partner.id", "=", partnerId)
    .returning("partner.named_user_ids")
    .executeTakeFirstOrThrow();
  await nameReaders(work, partnerId, named.named_user_ids);
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
  const said = {
    kind: "suggestion",
    subject: ["partner", partnerId],
    rights: partner,
    title: partner.name,
    body,
  } as const;
  const { told } = await say(work, said, {}, "suggested");
  await tellPeople(work, told, { kind: "partner_suggested", subject: ["partner", partnerId], title: partner.name });
}

/** The officer has corrected the record, or says why not; the partner is told. */
export async function settleSuggestion(
  work: Work,
  place: { partnerId: string; suggestionId: string },
  { outcome }: z.output<typeof settleForm>,
): Promise<void> {
  const partner = requireRow(await findPartner(work, place.partnerId));
  requirePermission(canEdit(work.actor, partner));
  const suggestion = requireRow(await findSuggestion(work, place));
  const end = { outcome: "done", sentence: outcome, action: "suggestion_settled" } as const;
  const told = await settle(work, suggestion, end);
  await tellPeople(work, told, {
    kind: "suggestion_settled",
    subject: ["partner", place.partnerId],
    title: partner.name,
  });
}
