import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { isOwn } from "#platform/tree.ts";
import { holds } from "#platform/search.ts";

type AidFilter = {
  country?: string | undefined;
  year?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
};

/** What was committed or disbursed of the project at hand; of one year when the list is of one year. */
function sumOf(kind: "commitment" | "disbursement", year: string | undefined) {
  return sql<number>`(select coalesce(sum(amount.amount_usd), 0) from aid_project_amount as amount
    where amount.aid_project_id = aid_project.id and amount.kind = ${sql.lit(kind)} and ${inYear("amount.on_date", year)})`;
}

function inYear(column: string, year: string | undefined) {
  if (!year || !/^\d{4}$/.test(year)) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} >= ${`${year}-01-01`} and ${sql.ref(column)} <= ${`${year}-12-31`}`;
}

function matching(work: Work, filter: AidFilter) {
  let query = work.trx.selectFrom("aid_project");
  if (filter.country) query = query.where("aid_project.ngo_country", "=", filter.country);
  if (filter.q) query = query.where(holds("aid_project.search_text", filter.q));
  if (filter.year)
    query = query.where(
      sql<boolean>`exists (select from aid_project_amount as amount where amount.aid_project_id = aid_project.id and ${inYear("amount.on_date", filter.year)})`,
    );
  return query;
}

/** By start, newest first; each with what was committed and disbursed, in US dollars: in all, or in the year asked for. */
export async function listAidProjects(work: Work, filter: AidFilter & { limit: number }) {
  let query = matching(work, filter)
    .select([
      "aid_project.id",
      "aid_project.title",
      "aid_project.ngo_name",
      "aid_project.ngo_country",
      "aid_project.sector",
      "aid_project.province_code",
      "aid_project.starts_on",
      "aid_project.ends_on",
    ])
    .select([
      sumOf("commitment", filter.year).as("committed_usd"),
      sumOf("disbursement", filter.year).as("disbursed_usd"),
    ]);
  const [lastDay, lastId] = filter.cursor?.split(",") ?? [];
  if (lastDay && lastId)
    query = query.where(sql<boolean>`(aid_project.starts_on, aid_project.id) < (${lastDay}, ${lastId})`);
  const rows = await query
    .orderBy("aid_project.starts_on", "desc")
    .orderBy("aid_project.id", "desc")
    .limit(filter.limit + 1)
    .execute();
  const last = rows[filter.limit - 1];
  return {
    items: rows.slice(0, filter.limit),
    next_cursor: rows.length > filter.limit && last ? `${last.starts_on},${last.id}` : null,
  };
}

/** How many projects the list holds, and what was committed and disbursed of them, in US dollars. */
export async function sumAidProjects(work: Work, filter: AidFilter) {
  const each = matching(work, filter).select([
    sumOf("commitment", filter.year).as("committed_usd"),
    sumOf("disbursement", filter.year).as("disbursed_usd"),
  ]);
  return work.trx
    .selectFrom(each.as("each"))
    .select((select) => select.fn.countAll<number>().as("projects"))
    .select(sql<number>`coalesce(sum(each.committed_usd), 0)`.as("committed_usd"))
    .select(sql<number>`coalesce(sum(each.disbursed_usd), 0)`.as("disbursed_usd"))
    .executeTakeFirstOrThrow();
}

export async function findAidProject(work: Work, projectId: string) {
  return work.trx
    .selectFrom("aid_project")
    .selectAll("aid_project")
    .where("aid_project.id", "=", projectId)
    .executeTakeFirst();
}

export async function listAmounts(work: Work, projectId: string) {
  return work.trx
    .selectFrom("aid_project_amount")
    .selectAll("aid_project_amount")
    .where("aid_project_amount.aid_project_id", "=", projectId)
    .orderBy("aid_project_amount.on_date")
    .limit(200)
    .execute();
}

/** Disbursed per year by organisations of a country, in US dollars; for the dossier. */
export async function sumAidByYear(work: Work, iso2: string) {
  return work.trx
    .selectFrom("report_aid")
    .select([
      sql<number>`extract(year from report_aid.on_date)::int`.as("year"),
      sql<number>`sum(report_aid.amount_usd)`.as("usd"),
    ])
    .where("report_aid.ngo_country", "=", iso2)
    .where("report_aid.kind", "=", "disbursement")
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .limit(50)
    .execute();
}

export async function listStatements(work: Work, projectId: string) {
  return work.trx
    .selectFrom("aid_project_statement")
    .selectAll("aid_project_statement")
    .where("aid_project_statement.aid_project_id", "=", projectId)
    .orderBy("aid_project_statement.made_on", "desc")
    .limit(100)
    .execute();
}

/** Reports of foreign NGOs that nobody has settled yet, of the acting unit and below. */
export async function listOpenStatements(work: Work, limit = 20) {
  return work.trx
    .selectFrom("aid_project_statement")
    .innerJoin("aid_project", "aid_project.id", "aid_project_statement.aid_project_id")
    .select([
      "aid_project_statement.id",
      "aid_project_statement.aid_project_id",
      "aid_project_statement.made_on",
      "aid_project.title",
    ])
    .where("aid_project_statement.settled_on", "is", null)
    .where(isOwn(work, "aid_project_statement.unit_path"))
    .orderBy("aid_project_statement.made_on")
    .limit(limit)
    .execute();
}
