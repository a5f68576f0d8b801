import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { changesBetween, recordHistory } from "#platform/history.server.ts";
import { lockPartner } from "./partner.commands.server.ts";
import { canEdit } from "./partner.policy.ts";

type Next = { next_step?: string | undefined; next_step_on?: string | undefined };

/** What comes next with a partner: in place of what was to be done, or after it was done, with what came of it. */
export async function setNextStep(work: Work, partnerId: string, next: Next, outcome?: string): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canEdit(work.actor, partner));
  const written = { next_step: next.next_step ?? null, next_step_on: next.next_step_on ?? null };
  await work.trx
    .updateTable("partner")
    .set({ ...written, version: sql<number>`partner.version + 1` })
    .where("partner.id", "=", partnerId)
    .execute();
  const { before, after } = changesBetween(
    { next_step: partner.next_step, next_step_on: partner.next_step_on },
    written,
  );
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: outcome === undefined ? "edited" : "next_step_done",
    rights: partner,
    before: { ...before, name: partner.name },
    after: { ...after, name: partner.name, ...(outcome !== undefined && { outcome }) },
  });
}
