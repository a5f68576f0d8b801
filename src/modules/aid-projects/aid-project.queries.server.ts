import { sql } from "kysely";
import { findOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { KNOWN } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { follows, inYear } from "#platform/list.ts";
import { listOf } from "#platform/page-text.server.ts";
import { holds } from "#platform/search.ts";
import { today } from "#platform/time.ts";
import type { AidProjectFilter } from "./aid-project.filter.ts";
import { aidProjectFilter } from "./aid-project.filter.ts";

/** What was committed or disbursed of the project at hand; of one year when the list is of one year. */
function sumOf(kind: "commitment" | "disbursement", year: string | undefined) {
  return sql<number>`(select coalesce(sum(amount.amount_usd), 0) from aid_project_amount as amount
    where amount.aid_project_id = aid_project.id and amount.kind = ${sql.lit(kind)}${year ? sql` and ${inYear("amount.on_date", year)}` : sql``})`;
}

function matching(work: Work, filter: AidProjectFilter) {
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
function aidProjectPage(work: Work, filter: AidProjectFilter & { limit: number }) {
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
      "aid_project.version",
    ])
    .select([
      sumOf("commitment", filter.year).as("committed_usd"),
      sumOf("disbursement", filter.year).as("disbursed_usd"),
    ]);
  if (filter.cursor) query = query.where(follows(["aid_project.starts_on", "aid_project.id"], filter.cursor, "desc"));
  const rows = query
    .orderBy("aid_project.starts_on", "desc")
    .orderBy("aid_project.id", "desc")
    .limit(filter.limit + 1);
  return { rows, limit: filter.limit, cursorOf: (last: Last) => `${last.starts_on},${last.id}` };
}

type Last = { starts_on: string; id: string };

export const aidProjectList = listOf({
  filter: aidProjectFilter,
  page: aidProjectPage,
  count: async (work: Work, filter: AidProjectFilter) => (await sumAidProjects(work, filter)).projects,
});

/** The same with the names of country and province, as a workbook has them; of a province the newest that bears its code. */
export const aidProjectExport = {
  filter: aidProjectFilter,
  list: async (work: Work, filter: AidProjectFilter & { limit: number }) => {
    const { items, next_cursor } = await aidProjectList.list(work, filter);
    const countries = await work.trx
      .selectFrom("reference.country as country")
      .select(["country.iso2 as code", "country.name", "country.name_in"])
      .where("country.iso2", "in", ["", ...items.map((one) => one.ngo_country)])
      .execute();
    const provinces = await work.trx
      .selectFrom(KNOWN.province)
      .select(["province.code", "province.name", "province.name_in"])
      .where("province.code", "in", ["", ...items.map((one) => one.province_code ?? "")])
      .orderBy("province.edition")
      .execute();
    const [countryOf, provinceOf] = [countries, provinces].map((rows) => new Map(rows.map((row) => [row.code, row])));
    return {
      items: items.map((one) => ({
        ...one,
        country: countryOf?.get(one.ngo_country),
        province: provinceOf?.get(one.province_code ?? ""),
      })),
      next_cursor,
    };
  },
};

/** How many projects the list holds, and what was committed and disbursed of them, in US dollars. */
export async function sumAidProjects(work: Work, filter: AidProjectFilter) {
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
    .execute();
}

/** Disbursed per year by organisations of a country, in US dollars; for the dossier. */
export async function sumAidByYear(work: Work, iso2: string) {
  return work.trx
    .selectFrom("aid_project_fact")
    .select([
      sql<number>`extract(year from aid_project_fact.on_date)::int`.as("year"),
      sql<number>`sum(aid_project_fact.amount)`.as("usd"),
    ])
    .where("aid_project_fact.ngo_country", "=", iso2)
    .where("aid_project_fact.kind", "=", "disbursement")
    .where("aid_project_fact.on_date", "<=", today())
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute();
}

export function findStatement(work: Work, place: { projectId: string; statementId: string }) {
  return findOwed(work, place.statementId, { kinds: ["statement"], subject_id: place.projectId });
}
