import { listHolders } from "#modules/access/signature.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { requireIssuer } from "#modules/registers/register-number.queries.server.ts";
import { findSymbols } from "#modules/registers/register-symbol.queries.server.ts";
import { findNamedUnit, findSeat } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home } from "#platform/home.ts";
import type { Named } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import type { Locale } from "#platform/words.server.ts";
import { APPROVERS } from "./delegation.policy.ts";

/** A unit as papers have it: what it is called, where it sits, who heads it, and the letters behind its kinds of papers. */
export type Issuer = {
  path: string;
  named: Named | undefined;
  seat: Named | undefined;
  head: ({ name: string } & Named<"title">) | undefined;
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
  const named = await findNamedUnit(work, "path", path);
  const [seat, head, symbol] = [await findSeat(work, path), await findHead(work, path), await findSymbol(work, path)];
  return { path, named, seat, head, symbol };
}

/** Who decides there and has a post in the register; of several, a paper that nobody has signed names none. */
export async function findHead(work: Work, path: string): Promise<Issuer["head"]> {
  const [only, ...others] = (await listHolders(work, [path], APPROVERS)).filter((one) => one.post !== null);
  if (!only || others.length > 0) return undefined;
  const post = await work.trx
    .selectFrom("unit_post")
    .innerJoin("unit_place", "unit_place.unit_id", "unit_post.unit_id")
    .select(["unit_post.title", "unit_post.title_in"])
    .where("unit_place.path", "=", path)
    .where("unit_post.holder_name", "=", only.name)
    .where("unit_post.title", "=", only.post ?? "")
    .limit(1)
    .executeTakeFirst();
  return post && { name: only.name, title: post.title, title_in: post.title_in as Named<"title">["title_in"] };
}

/** The letters of who issues (LHHN of 12/QĐ-LHHN): as the unit says them, else of the last number that was given there. */
async function findSymbol(work: Work, path: string): Promise<string | undefined> {
  const symbols = await findSymbols(work, (await requireIssuer(work, path)).unit_id, today());
  if (symbols) return symbols.organisation;
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
