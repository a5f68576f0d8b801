import { listGuests } from "#modules/access/access.queries.server.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { findOwed } from "#modules/exchanges/exchange.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";

type VisitSummary = { title: string; departs_on: string; returns_on: string; countries: string[] };

/** What the asked see of a visit, as it stood when they were asked. */
export type Summary = Omit<VisitSummary, "title"> & {
  question: string;
  cities: string | null;
  host: string | null;
  purpose: string | null;
  programme: (Named<"content"> & { on_date: string; starts_at: string | null; place: string | null })[];
};

export async function findRequest(work: Work, requestId: string) {
  const row = await findOwed(work, requestId, { kinds: QUESTIONS });
  return row && { ...row, summary: row.summary as unknown as Summary };
}

/** A commitment with what the unit that leads it is shown of the visit: nothing, where the visit is confidential. */
export async function findCommitment(work: Work, commitmentId: string) {
  const row = await findOwed(work, commitmentId, { kinds: ["commitment"] });
  return row && { ...row, summary: row.summary as unknown as Partial<VisitSummary> };
}

/** Who may be asked about a visit: consulted agencies, partners, and the missions accredited to its countries. */
export async function listAskable(work: Work, countries: string[]) {
  const missions = await work.trx
    .selectFrom("unit")
    .innerJoin("unit_accreditation", "unit_accreditation.unit_id", "unit.id")
    .select(["unit.id", "unit.path", "unit.name", "unit.name_in"])
    .distinct()
    .where("unit_accreditation.country_iso2", "in", countries)
    .where("unit.kind", "=", "mission")
    .where(runsOn("unit_accreditation", today()))
    .execute();
  return { people: await listGuests(work, ["consulted_agency", "partner", "foreign_ngo"]), missions };
}
