import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { grantAccess, say, settle } from "#modules/exchanges/exchange.commands.server.ts";
import type { Grant } from "#modules/exchanges/exchange.forms.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import type { settleForm, suggestForm } from "./partner.forms.ts";
import { GUESTS } from "./partner.model.ts";
import { canEdit, canSuggest } from "./partner.policy.ts";
import { findPartner, findSuggestion } from "./partner.queries.server.ts";

/** Lets a person of the partner see its own record and ask for corrections. */
export async function grantPartner(work: Work, partnerId: string, grant: Grant): Promise<void> {
  const partner = requireRow(await findPartner(work, partnerId));
  requirePermission(canEdit(work.actor, partner));
  const { name } = partner;
  const record = { kind: "partner", rights: partner, called: { name }, roles: GUESTS } as const;
  await grantAccess(work, { ...record, told: "partner_granted" }, grant, (named_user_ids) =>
    work.trx
      .updateTable("partner")
      .set({ named_user_ids })
      .where("partner.id", "=", partnerId)
      .returning("partner.named_user_ids")
      .executeTakeFirstOrThrow(),
  );
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
  const { name: title, visibility } = partner;
  await tellPeople(work, told, { kind: "partner_suggested", subject: ["partner", partnerId], title, visibility });
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
    visibility: partner.visibility,
  });
}
