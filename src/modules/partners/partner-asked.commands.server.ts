import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { ThereError, requirePermission } from "#platform/errors.ts";
import { likenessOf, soughtBy } from "#platform/identity.ts";
import { addressOf } from "#platform/kinds.ts";
import { PARTNER_COLUMNS } from "./partner.columns.ts";
import { registerPartner } from "./partner.commands.server.ts";
import type { registerAskedForm } from "./partner.forms.ts";
import { canRegister } from "./partner.policy.ts";

type Asked = z.output<typeof registerAskedForm>;

/** Registers a partner that the register does not have by that name and country; a second of them only for who says that it is another. */
export async function registerAsked(work: Work, { is_another, ...facts }: Asked): Promise<string> {
  requirePermission(canRegister(work.actor));
  const there = is_another ? undefined : await findSame(work, facts);
  if (there) throw new ThereError("name", "rule_partner_there", addressOf("partner", there) ?? "/partners");
  return registerPartner(work, facts);
}

/** As imports know a record again: the folded name finds, name with its marks and country tell. */
async function findSame(work: Work, { name, country_iso2 }: Omit<Asked, "is_another">): Promise<string | undefined> {
  const facts = { name, country_iso2 };
  const [sought, beside] = soughtBy(PARTNER_COLUMNS, facts);
  const alike = await work.trx
    .selectFrom("partner")
    .select(["partner.id", "partner.name", "partner.country_iso2"])
    .where("partner.known_by", "=", sql<string>`reference.known_by(${sought}, ${beside})`)
    .orderBy("partner.id")
    .execute();
  return alike.find((one) => likenessOf(PARTNER_COLUMNS, facts, one) === "same")?.id;
}
