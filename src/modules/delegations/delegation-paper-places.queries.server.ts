import { listHolders } from "#modules/access/signature.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { findNamedUnit, findSeat } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home } from "#platform/home.ts";
import type { Named } from "#platform/names.ts";
import type { Locale } from "#platform/words.server.ts";
import { APPROVERS } from "./delegation.policy.ts";

/** A unit as papers have it: what it is called, where it sits, who heads it, and the letters behind its kinds of papers. */
export type Issuer = {
  path: string;
  named: Named | undefined;
  seat: Named | undefined;
  head: { name: string; post: string } | undefined;
  symbol: string | undefined;
};
/** Whose visit it is and who decides on it, and what the countries are called. */
export type Places = { unit: Issuer; approver: Issuer; country_names: Record<string, string> };

/** What a paper says of places besides what stands in the file itself. */
export async function findPlaces(
  work: Work,
  of: { unit_path: string; approving_path: string; countries: string[] },
  language: Locale = home().language,
): Promise<Places> {
  const country_names = await listCountryNames(work, of.countries, language);
  const unit = await findIssuer(work, of.unit_path);
  const approver = of.approving_path === of.unit_path ? unit : await findIssuer(work, of.approving_path);
  return { unit, approver, country_names };
}

async function findIssuer(work: Work, path: string): Promise<Issuer> {
  const holders = await listHolders(work, [path], APPROVERS);
  // Of several, a paper that nobody has signed names none.
  const [only, ...others] = holders.filter((one) => one.post !== null);
  const head = only && others.length === 0 ? { name: only.name, post: only.post ?? "" } : undefined;
  const named = await findNamedUnit(work, "path", path);
  return { path, named, seat: await findSeat(work, path), head, symbol: await findSymbol(work, path) };
}

/** The letters of who issues (LHHN of 12/QĐ-LHHN): of the last number that was given there. */
async function findSymbol(work: Work, path: string): Promise<string | undefined> {
  const last = await work.trx
    .selectFrom("delegation_decision")
    .select("delegation_decision.number")
    .where("delegation_decision.approving_path", "=", path)
    .where("delegation_decision.number", "like", "%/%-%")
    .orderBy("delegation_decision.decided_on", "desc")
    .orderBy("delegation_decision.created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return /\/[^-/]+-(\S+)$/.exec(last?.number ?? "")?.[1];
}
