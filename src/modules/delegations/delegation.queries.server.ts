import { sql } from "kysely";
import type { Placed } from "#modules/units/unit-place.queries.server.ts";
import { isInTree, withPlaces } from "#modules/units/unit-place.queries.server.ts";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { keptCount } from "#platform/kept.server.ts";
import { countRows, follows, inYear, pageOf } from "#platform/list.ts";
import { shaped } from "#platform/shape.server.ts";
import { holds } from "#platform/search.ts";
import type { DelegationFilter } from "./delegation.filter.ts";
import { delegationFilter } from "./delegation.filter.ts";
import { TOTAL } from "#platform/total.ts";
import type { DelegationDirection } from "./delegation.model.ts";
import { decidingPath, routeFor } from "./delegation.model.ts";
import { DECIDED_PATH, UNNUMBERED } from "./delegation-decided.queries.server.ts";
import { withWaits } from "./delegation-approver.queries.server.ts";
import { hasEnded, holdsOn, runsOn } from "#platform/running.ts";
import { isAmong } from "#platform/tree.ts";
import { remembered } from "#platform/remembered.server.ts";

const LISTED = [
  "delegation.id",
  "delegation.direction",
  "delegation.status",
  "delegation.title",
  "delegation.countries",
  "delegation.cities",
  "delegation.departs_on",
  "delegation.returns_on",
  "delegation.member_count",
  "delegation.head_name",
  "delegation.is_in_plan",
  "delegation.host",
  "delegation.asked_by",
  "delegation.reception_level",
  "delegation.unit_id",
  "delegation.visibility",
  "delegation.version",
  "delegation.change_state",
  "delegation.report_state",
] as const;

/** Newest departure first; the cursor is `departs_on,id` of the last row. */
export async function listDelegations(work: Work, filter: DelegationFilter & { limit: number }) {
  const order = filter.sort === "departs_on" ? "asc" : "desc";
  let query = matching(work, await withPlaces(work, filter))
    .innerJoin("unit", "unit.id", "delegation.unit_id")
    .select([...LISTED, "unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select(["unit.kind as unit_kind", "delegation.unit_path", "delegation.status_since", "delegation.changed_since"])
    .select("delegation.report_since")
    .select("delegation.named_user_ids")
    .select([UNNUMBERED.as("is_unnumbered"), DECIDED_PATH.as("decided_path")]);
  if (filter.cursor) query = query.where(follows(["delegation.departs_on", "delegation.id"], filter.cursor, order));
  const rows = await query
    .orderBy("delegation.departs_on", order)
    .orderBy("delegation.id", order)
    .limit(filter.limit + 1)
    .execute();
  const page = pageOf(rows, filter.limit, (last) => `${last.departs_on},${last.id}`);
  const items = await withWaits(work, page.items, listRoutes);
  return { ...page, items: items.map(({ decided_path: _where, named_user_ids: _who, ...row }) => row) };
}

export const delegationList = { filter: delegationFilter, list: listDelegations, count: countDelegations };

export async function countDelegations(work: Work, asked: DelegationFilter, most?: number): Promise<number> {
  const filter = await withPlaces(work, asked);
  return keptCount(work, { kinds: ["delegation"], filter, most }, () =>
    countRows(work, matching(work, filter).select("delegation.id"), most),
  );
}

function matching(work: Work, filter: Placed<DelegationFilter>) {
  let query = work.trx.selectFrom("delegation");
  if (filter.direction) query = query.where("delegation.direction", "=", filter.direction);
  if (filter.status) query = query.where("delegation.status", "=", filter.status);
  if (filter.unnumbered) query = query.where(UNNUMBERED);
  if (filter.change) query = query.where("delegation.change_state", "=", filter.change);
  if (filter.report) query = query.where("delegation.report_state", "=", filter.report);
  if (filter.year) query = query.where(inYear("delegation.departs_on", filter.year));
  if (filter.country) query = query.where(sql<boolean>`delegation.countries @> array[${filter.country}]`);
  const { places, left } = filter;
  if (places) query = query.where(isInTree("delegation.unit_path", { places, left }));
  if (filter.q) query = query.where(holds("delegation.search_text", filter.q));
  return query;
}

/** One delegation with its unit and who approves it, or undefined when it is not the actor's to see. */
const oneDelegation = shaped(["delegationId"], (trx, { delegationId }: { delegationId: string }) =>
  trx
    .selectFrom("delegation")
    .innerJoin("unit", "unit.id", "delegation.unit_id")
    .leftJoin("partner", "partner.id", "delegation.partner_id")
    .selectAll("delegation")
    .select([
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
      "unit.kind as unit_kind",
      "partner.name as partner_name",
    ])
    .select(DECIDED_PATH.as("decided_path"))
    .where("delegation.id", "=", delegationId),
);

export async function findDelegation(work: Work, delegationId: string) {
  const [row] = await oneDelegation(work, { delegationId });
  if (!row) return undefined;
  const { decided_path, ...visit } = row;
  const routes = await listRoutesEver(work);
  const route = routeFor(routesOn(routes, today()), row);
  return {
    ...visit,
    approving_path: decidingPath(routesOn(routes, today()), { ...visit, decided_path }),
    report_due_working_days: routeFor(routesOn(routes, row.departs_on), row).report_due_working_days,
    budget_share: route.budget_share,
    accepts_reports: route.accepts_reports,
  };
}

/** Every route with its validity, those that count today first. */
export async function listAllRoutes(work: Work) {
  return work.trx
    .selectFrom("delegation_route")
    .selectAll("delegation_route")
    .select(hasEnded("delegation_route", today()).as("has_ended"))
    .orderBy(runsOn("delegation_route", today()), "desc")
    .orderBy("delegation_route.unit_kind", (order) => order.asc().nullsFirst())
    .orderBy("delegation_route.from_on")
    .execute();
}

/** Every route that was ever in force or will be, of two that are as exact the newer first. */
export const listRoutesEver = remembered((work) =>
  work.trx
    .selectFrom("delegation_route")
    .select([
      "delegation_route.unit_kind",
      "delegation_route.direction",
      "delegation_route.is_in_plan",
      "delegation_route.report_due_working_days",
      "delegation_route.budget_share",
      "delegation_route.accepts_reports",
      "delegation_route.from_on",
      "delegation_route.until_on",
    ])
    .select(sql<"own" | "parent" | "union">`delegation_route.approving_kind`.as("approving_kind"))
    .orderBy("delegation_route.from_on", "desc")
    .orderBy("delegation_route.id", "desc")
    .execute(),
);

/** Those in force on a day. */
export function routesOn<Dated extends { from_on: string; until_on: string | null }>(
  routes: Dated[],
  day: string,
): Dated[] {
  return routes.filter((one) => holdsOn(one, day));
}

/** The routes valid today, the newest first. */
export async function listRoutes(work: Work) {
  return routesOn(await listRoutesEver(work), today());
}

/**
 * Result reports that the actor's units owe by a day, the most urgent first; those whose day the calendar does not reach are owed from the
 * return on. `total` is how many there are.
 */
export const listReportsDue = (work: Work, until: string, limit: number) =>
  reportsDue(work, { until, limit, day: today(), paths: ownPaths(work.actor) });

const reportsDue = shaped(["until", "limit", "day", "paths"], (trx, { until, limit, day, paths }: Until) =>
  trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.title", "delegation.report_due_on as on", TOTAL])
    .where(sql<boolean>`delegation.status in ('travelling', 'report_due')`)
    .where((where) => where.or([where("delegation.report_due_on", "<=", until), isOwedUndated(day)]))
    .where(isAmong(paths, "delegation.unit_path"))
    .orderBy("delegation.report_due_on")
    .limit(limit),
);

type Until = { until: string; limit: number; day: string; paths: string[] };

/** Back home by a day, and its report owed by one that nobody can tell yet. */
export const isOwedUndated = (day: string) =>
  sql<boolean>`(delegation.status in ('travelling', 'report_due') and delegation.report_due_on is null and delegation.returns_on < ${day}::date)`;

export const listDelegationsBetween = (work: Work, span: { from: string; to: string }, limit = 30) =>
  between(work, { ...span, limit });

const between = shaped(
  ["from", "to", "limit"],
  (trx, { from, to, limit }: { from: string; to: string; limit: number }) =>
    trx
      .selectFrom("delegation")
      .select([...LISTED, TOTAL])
      .where("delegation.departs_on", "<=", to)
      .where("delegation.returns_on", ">=", from)
      .where("delegation.status", "not in", ["cancelled", "postponed", "refused"])
      .orderBy("delegation.departs_on")
      .limit(limit),
);

/** All delegations under way in some days, for a feed: what was cancelled or postponed as well, so that a calendar that had it is told. */
export async function listDelegationsForFeed(work: Work, span: { from: string; to: string }) {
  return work.trx
    .selectFrom("delegation")
    .select([
      "delegation.id",
      "delegation.title",
      "delegation.status",
      "delegation.departs_on",
      "delegation.returns_on",
    ])
    .select(["delegation.cities", "delegation.countries", "delegation.version"])
    .select(["delegation.visibility", "delegation.created_at"])
    .where("delegation.departs_on", "<=", span.to)
    .where("delegation.returns_on", ">=", span.from)
    .orderBy("delegation.departs_on")
    .orderBy("delegation.id")
    .execute();
}

/** Visits that happened with a country, per year and direction, for the dossier. */
export async function countDelegationsByYear(work: Work, iso2: string) {
  return visitsWith(work, iso2)
    .select([sql<number>`extract(year from delegation_fact.on_date)::int`.as("year"), "delegation_fact.direction"])
    .select((select) => select.fn.countAll<number>().as("count"))
    .groupBy([sql`1`, "delegation_fact.direction"])
    .orderBy(sql`1`)
    .execute();
}

/** All of them in one direction. */
export async function countVisitsWith(work: Work, iso2: string, direction: DelegationDirection): Promise<number> {
  const counted = visitsWith(work, iso2)
    .where("delegation_fact.direction", "=", direction)
    .select((select) => select.fn.countAll<number>().as("count"));
  return (await counted.executeTakeFirstOrThrow()).count;
}

function visitsWith(work: Work, iso2: string) {
  return work.trx
    .selectFrom("delegation_fact")
    .where(sql<boolean>`delegation_fact.countries @> array[${iso2}]`)
    .where("delegation_fact.on_date", "<=", today());
}
