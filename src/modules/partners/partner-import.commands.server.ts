import { importing } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { PARTNER_COLUMNS } from "./partner.columns.ts";
import { canRegister } from "./partner.policy.ts";

/** Entered in the register, each with its official name among its names. */
export const PARTNER_IMPORT = importing({
  set: PARTNER_COLUMNS,
  may: canRegister,
  visibility: "union",
  making: ({ values }) => ({ last_contact_on: values.first_contact_on }),
  follow: (work, made) => {
    const official = { language: "en", kind: "official" };
    const names = made.map((one) => ({
      partner_id: one.id,
      name: String(one.row.values.name),
      ...official,
      ...rightsOf(one),
    }));
    return insertMany(work, "partner_name", names);
  },
  checkUndo: requireUnused,
});

/** A partner with whom something was done since stays. */
async function requireUnused(work: Work, importId: string): Promise<void> {
  const used = await work.trx
    .selectFrom("partner_event")
    .innerJoin("partner", "partner.id", "partner_event.partner_id")
    .select("partner_event.id")
    .where("partner.import_id", "=", importId)
    .limit(1)
    .execute();
  if (used.length > 0) throw new RuleError("rule_import_in_use");
}
