import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import type { closeForm, editForm, registerForm } from "./partner.forms.ts";
import { canEdit, canRegister, canReopen } from "./partner.policy.ts";
import { rebuildLastContact } from "./partner-event.commands.server.ts";
import { addOfficialName, rebuildOtherNames, renamePartner } from "./partner-names.commands.server.ts";
import { findPartner } from "./partner.queries.server.ts";

/** Enters a partner in the union's register; its public facts are visible to the whole union. */
export async function registerPartner(work: Work, facts: z.output<typeof registerForm>): Promise<string> {
  requirePermission(canRegister(work.actor));
  const rights = ownRights(work, "union");
  const made = await work.trx
    .insertInto("partner")
    .values({ ...facts, ...rights, created_by: work.actor.userId ?? null })
    .returning(["partner.id", "partner.name"])
    .executeTakeFirstOrThrow();
  await addOfficialName(work, { ...made, ...rights });
  if (facts.first_contact_on) await rebuildLastContact(work, [made.id]);
  await recordHistory(work, { subject: ["partner", made.id], action: "registered", rights, after: facts });
  return made.id;
}

export async function editPartner(work: Work, partnerId: string, edit: z.output<typeof editForm>): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canEdit(work.actor, partner));
  requireVersion(partner, edit.version);
  const { version: _readAt, ...facts } = edit;
  const written = emptied(facts);
  const changes = editBetween(partner, written, "name");
  if (!changes) return;
  if (written.kind === "individual_friend" && partner.kind !== written.kind) await requireConsents(work, partnerId);
  await work.trx
    .updateTable("partner")
    .set({ ...written, version: sql<number>`partner.version + 1` })
    .where("partner.id", "=", partnerId)
    .execute();
  await renamePartner(work, partner, written.name);
  await rebuildOtherNames(work, [partnerId]);
  await rebuildLastContact(work, [partnerId]);
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: "edited",
    rights: partner,
    ...changes,
  });
}

/** A person's contact details need a day of consent, also when the record becomes a person's afterwards. */
async function requireConsents(work: Work, partnerId: string): Promise<void> {
  const open = await work.trx
    .selectFrom("partner_contact_point")
    .select("partner_contact_point.id")
    .where("partner_contact_point.partner_id", "=", partnerId)
    .where("partner_contact_point.consent_on", "is", null)
    .execute();
  if (open.length > 0) throw new FieldError("kind", "rule_contacts_without_consent");
}

export async function closePartner(
  work: Work,
  partnerId: string,
  { reason }: z.output<typeof closeForm>,
): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canEdit(work.actor, partner));
  await setStatus(work, partner, { status: "closed", reason });
}

export async function reopenPartner(work: Work, partnerId: string): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canReopen(work.actor, partner));
  await setStatus(work, partner, { status: "active" });
}

/** The partner as it stands, kept from others who would write it until this work ends. */
export async function lockPartner(work: Work, partnerId: string) {
  await lockRow(work, "partner", partnerId);
  return requireRow(await findPartner(work, partnerId));
}

type Partner = Awaited<ReturnType<typeof lockPartner>>;

async function setStatus(work: Work, partner: Partner, said: { status: "active" | "closed"; reason?: string }) {
  const { id, name } = partner;
  const { status, reason } = said;
  await work.trx
    .updateTable("partner")
    .set({ status, closed_reason: reason ?? null, version: sql<number>`partner.version + 1` })
    .where("partner.id", "=", id)
    .execute();
  await recordHistory(work, {
    subject: ["partner", id],
    action: status === "closed" ? "closed" : "reopened",
    rights: partner,
    before: { name, status: partner.status, reason: partner.closed_reason },
    after: { name, status, reason },
  });
}
