import { sql } from "kysely";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { listPartnerNames } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import type { Names } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { listAccounts } from "./delegation-account.queries.server.ts";
import { LEFT } from "./delegation.model.ts";

/** Everything below a delegation, for its page and papers. Passport data is read only by `listPassports`. */
export async function listParts(work: Work, delegationId: string) {
  const { trx } = work;
  const members = await trx
    .selectFrom("delegation_member")
    .select([
      "delegation_member.id",
      "delegation_member.name",
      "delegation_member.position",
      "delegation_member.role",
      "delegation_member.home",
      "delegation_member.took_part",
      sql<boolean>`delegation_member.has_passport`.as("has_passport"),
      "delegation_member.visa_state",
      "delegation_member.visa_expires_on",
      "delegation_member.insurance",
      "delegation_member.insurance_expires_on",
    ])
    .where("delegation_member.delegation_id", "=", delegationId)
    .orderBy(
      sql`array_position(array['head', 'deputy_head', 'member', 'interpreter', 'secretary', 'press'], delegation_member.role)`,
    )
    .orderBy("delegation_member.id")
    .execute();
  const programme = await trx
    .selectFrom("delegation_programme_entry")
    .leftJoin("unit as host", "host.id", "delegation_programme_entry.host_unit_id")
    .selectAll("delegation_programme_entry")
    .select("host.name as host_name")
    .select(sql<Names>`coalesce(host.name_in, '{}')`.as("host_name_in"))
    // In calls an entry without an English text has none; it is not answered with the own one.
    .select(sql<string | null>`delegation_programme_entry.content_in ->> 'en'`.as("content_en"))
    .where("delegation_programme_entry.delegation_id", "=", delegationId)
    .orderBy("delegation_programme_entry.on_date")
    .orderBy("delegation_programme_entry.starts_at")
    .orderBy("delegation_programme_entry.id")
    .execute();
  const meetings = await trx
    .selectFrom("delegation_meeting")
    .leftJoin("partner", "partner.id", "delegation_meeting.partner_id")
    .select([
      "delegation_meeting.id",
      "delegation_meeting.on_date",
      "delegation_meeting.note",
      "delegation_meeting.partner_id",
      "partner.name as partner_name",
    ])
    .where("delegation_meeting.delegation_id", "=", delegationId)
    .orderBy("delegation_meeting.on_date")
    .orderBy("delegation_meeting.id")
    .execute();
  return {
    members,
    programme,
    journeys: await listJourneys(work, delegationId),
    meetings: await nameMeetings(work, meetings),
    ...(await listMoney(work, delegationId)),
    ...(await listOutcome(work, delegationId)),
  };
}

/** Arrivals and departures, in the order in which they come. */
async function listJourneys(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_journey")
    .selectAll("delegation_journey")
    .where("delegation_journey.delegation_id", "=", delegationId)
    .orderBy("delegation_journey.on_date")
    .orderBy("delegation_journey.at_time")
    .orderBy("delegation_journey.id")
    .execute();
}

/** How many parts have a day outside the days of their visit, which may have moved since they were written. */
export async function countOutside(
  work: Work,
  visit: { id: string; departs_on: string; returns_on: string },
): Promise<number> {
  const outside = (table: "delegation_programme_entry" | "delegation_meeting" | "delegation_journey") =>
    sql`select from ${sql.table(table)} where delegation_id = ${visit.id}
      and on_date not between ${visit.departs_on}::date and ${visit.returns_on}::date`;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from (${outside("delegation_programme_entry")} union all ${outside("delegation_meeting")}
      union all ${outside("delegation_journey")}) as one`.execute(work.trx);
  return rows[0]?.count ?? 0;
}

/** Whoever sees a visit sees whom it meets, by name alone, also where the partner's record is not theirs to open: its papers name them too. */
async function nameMeetings<Row extends { partner_id: string; partner_name: string | null }>(work: Work, rows: Row[]) {
  const hidden = rows.filter((one) => one.partner_name === null).map((one) => one.partner_id);
  const names = hidden.length > 0 ? await listPartnerNames(work, hidden) : new Map<string, string>();
  return rows.map((one) => ({ ...one, partner_name: one.partner_name ?? names.get(one.partner_id) ?? "" }));
}

async function listMoney(work: Work, delegationId: string) {
  const { trx } = work;
  const provisions = await trx
    .selectFrom("delegation_provision")
    .selectAll("delegation_provision")
    .where("delegation_provision.delegation_id", "=", delegationId)
    .orderBy("delegation_provision.id")
    .execute();
  const budget = await trx
    .selectFrom("delegation_budget_line")
    .selectAll("delegation_budget_line")
    .where("delegation_budget_line.delegation_id", "=", delegationId)
    .orderBy("delegation_budget_line.id")
    .execute();
  return {
    provisions,
    budget,
    budgetTotals: await sumBudget(work, delegationId),
    accounts: await listAccounts(work, delegationId),
  };
}

async function listOutcome(work: Work, delegationId: string) {
  const { trx } = work;
  const decisions = await trx
    .selectFrom("delegation_decision")
    .selectAll("delegation_decision")
    .where("delegation_decision.delegation_id", "=", delegationId)
    .orderBy("delegation_decision.created_at")
    .execute();
  const report = await findReport(work, delegationId);
  return { decisions, report, commitments: await listSaid(work, delegationId, ["commitment"]) };
}

export async function findReport(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_report")
    .selectAll("delegation_report")
    .where("delegation_report.delegation_id", "=", delegationId)
    .executeTakeFirst();
}

/** What stood in a report when it was accepted, field by field where it was put right since; nothing where it was not accepted before. */
export async function findAccepted(work: Work, delegationId: string): Promise<Record<string, unknown>> {
  const lines = await work.trx
    .selectFrom("history")
    .select("history.before")
    .where("history.subject_id", "=", delegationId)
    .where("history.action", "=", "edit_report")
    .where(
      "history.id",
      ">",
      work.trx
        .selectFrom("history as accepted")
        .select("accepted.id")
        .where("accepted.subject_id", "=", delegationId)
        .where("accepted.action", "=", "accept_report")
        .orderBy("accepted.id", "desc")
        .limit(1),
    )
    .orderBy("history.id", "desc")
    .execute();
  // The oldest line last: what it says stood there is what was accepted.
  return Object.assign({}, ...lines.map((line) => line.before as object)) as Record<string, unknown>;
}

type Told = { facts: string; assessment: string | null; proposals: string | null };

/** The text of a report that was taken back, for whoever puts it right; the history keeps it word for word. */
export async function findTakenReport(work: Work, delegationId: string): Promise<Told | undefined> {
  const row = await work.trx
    .selectFrom("history")
    .select("history.before")
    .where("history.subject_id", "=", delegationId)
    .where("history.action", "in", ["take_back", "correct"])
    .where(sql<boolean>`history.before ? 'facts'`)
    .orderBy("history.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.before as Told | undefined;
}

/** Totals by payer and currency, added up in SQL. */
async function sumBudget(work: Work, delegationId: string) {
  return work.trx
    .selectFrom("delegation_budget_line")
    .select(["delegation_budget_line.payer", "delegation_budget_line.currency"])
    .select(sql<number>`sum(delegation_budget_line.quantity * delegation_budget_line.unit_price)`.as("total"))
    .where("delegation_budget_line.delegation_id", "=", delegationId)
    .groupBy(["delegation_budget_line.payer", "delegation_budget_line.currency"])
    .orderBy("delegation_budget_line.payer")
    .execute();
}

/** Documents that visits with a country had or have to sign, newest first; for the dossier until agreements have a register of their own. */
export async function listDocumentsWith(work: Work, iso2: string) {
  return (
    work.trx
      .selectFrom("delegation_provision")
      .innerJoin("delegation", "delegation.id", "delegation_provision.delegation_id")
      .select(["delegation_provision.id", "delegation_provision.description", "delegation_provision.counterpart"])
      .select(["delegation.id as delegation_id", "delegation.title", "delegation.departs_on"])
      // Until the visit has been there nothing is signed.
      .select(
        sql<boolean>`delegation.departs_on > ${today()}::date or delegation.status not in (${sql.join(LEFT.map((status) => sql.lit(status)))})`.as(
          "is_ahead",
        ),
      )
      .where("delegation_provision.kind", "=", "document")
      .where(sql<boolean>`delegation.countries @> array[${iso2}]`)
      .where("delegation.status", "not in", ["cancelled", "refused", "postponed"])
      .orderBy("delegation.departs_on", "desc")
      .orderBy("delegation_provision.id")
      .execute()
  );
}

type Passport = {
  id: string;
  name: string;
  passport_number: string | null;
  passport_expires_on: string | null;
  passport_erase_on: string | null;
};

/** None for whom the database does not let read them (docs/rights.md). */
export async function listPassports(work: Work, delegationId: string): Promise<Passport[]> {
  return (await sql<Passport>`select * from delegation_passports(${delegationId})`.execute(work.trx)).rows;
}

/** A file of a visit: whoever sees the visit opens what hangs on it, also who was let in after it was attached. */
export async function findFile(work: Work, delegationId: string, fileId: string) {
  const seen = await work.trx
    .selectFrom("delegation")
    .select("delegation.id")
    .where("delegation.id", "=", delegationId)
    .executeTakeFirst();
  if (!seen) return undefined;
  const [file] = await asSystem(
    work,
    work.trx
      .selectFrom("file")
      .select(["file.sha256", "file.media_type", "file.name"])
      .where("file.id", "=", fileId)
      .where("file.subject_id", "=", delegationId)
      .compile(),
  );
  return file;
}
