import { sql } from "kysely";
import { dueBy, readCalendar } from "#modules/deadlines/deadline.queries.server.ts";
import type { Told } from "#modules/partners/partner-event.commands.server.ts";
import { retellPartners } from "#modules/partners/partner-event.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Difference, Rebuild } from "#platform/derived.server.ts";
import { mend, rebuilding } from "#platform/derived.server.ts";
import { today } from "#platform/time.ts";
import type { DelegationDirection } from "./delegation.model.ts";
import { LEFT, PASSPORT_DAYS, routeFor } from "./delegation.model.ts";
import { listHostingIds, rebuildHostingTitle } from "./delegation-hosting-follow.commands.server.ts";
import { listRoutesEver, routesOn } from "./delegation.queries.server.ts";

const HAS_LEFT = sql`delegation.status in (${sql.join(LEFT.map((status) => sql.lit(status)))})`;
const MEMBERS = sql`from delegation_member where delegation_member.delegation_id = delegation.id`;

/** Who goes; once it has left, who went. A sheet that names nobody may say how many. */
export const rebuildMemberCount = rebuilding({
  table: "delegation",
  column: "member_count",
  type: "integer",
  value: () => sql`case when exists (select ${MEMBERS})
    then (select count(*)::int ${MEMBERS} and (delegation_member.took_part or not ${HAS_LEFT})) else delegation.stated_members end`,
});

const HEAD = sql`${MEMBERS} and delegation_member.role = 'head'`;

/** The member who is the head, else whom the facts name. Once it has left, a head who stayed leads nobody. */
export const rebuildHead = rebuilding({
  table: "delegation",
  column: "head_name",
  type: "text",
  value: () => sql`case when exists (select ${HEAD})
    then (select delegation_member.name ${HEAD} and (delegation_member.took_part or not ${HAS_LEFT})) else delegation.stated_head end`,
});

/** Passport data goes so many days after the return, whenever that is now. */
export const rebuildEraseDay = rebuilding({
  table: "delegation_member",
  column: "passport_erase_on",
  type: "date",
  value: () => sql`case when delegation_member.has_passport
    then (select delegation.returns_on + ${sql.lit(PASSPORT_DAYS)} from delegation where delegation.id = delegation_member.delegation_id) end`,
});

/** The host from the departure on, and each partner met once the day of the meeting has come; the newest day counts. */
const TOLD: Told = {
  kind: "delegation",
  rows: (ids) => {
    const stands = sql`${HAS_LEFT} ${ids ? sql`and delegation.id = any(${ids}::uuid[])` : sql``}`;
    return sql`
      select distinct on (met.partner_id, delegation.id) met.partner_id, delegation.id as subject_id, met.on_date, delegation.title,
        delegation.unit_id, delegation.unit_path, delegation.visibility, delegation.shared_paths, delegation.named_user_ids
      from delegation join lateral (
        select delegation.partner_id, delegation.departs_on as on_date where delegation.partner_id is not null
        union all select delegation_meeting.partner_id, delegation_meeting.on_date
        from delegation_meeting where delegation_meeting.delegation_id = delegation.id) as met on met.on_date <= ${today()}::date
      where ${stands} order by met.partner_id, delegation.id, met.on_date desc`;
  },
};

/** Timelines of partners and their days of last contact, as these visits stand now. */
export const retellVisits: Rebuild = (work, ids) => retellPartners(work, TOLD, ids);

type Owing = {
  id: string;
  departs_on: string;
  returns_on: string;
  unit_kind: string;
  direction: DelegationDirection;
  is_in_plan: boolean;
  report_due_on: string | null;
  owes: boolean;
};

/**
 * The day the result report is due: so many working days after the return as the route says that was in force when the visit left. A visit
 * that has not left owes none, nor one of the past that came in from a sheet; where the calendar of days off ends before, it is not known yet.
 */
export const rebuildReportDue: Rebuild = (work, ids) =>
  whileSystem(work, async () => {
    const visits = await readOwing(work, ids);
    const first = visits
      .filter((one) => one.owes)
      .map((one) => one.returns_on)
      .toSorted()[0];
    if (!visits.length) return [];
    const routes = await listRoutesEver(work);
    const calendar = await readCalendar(work, first ?? today());
    const differing = visits.flatMap((one): Difference[] => {
      const length = routeFor(routesOn(routes, one.departs_on), one).report_due_working_days;
      const is = one.owes ? dueBy(calendar, { start: one.returns_on, length, unit: "working", pauses: [] }) : null;
      return is === one.report_due_on ? [] : [{ id: one.id, was: one.report_due_on, is }];
    });
    await mend(work, { table: "delegation", column: "report_due_on", type: "date" }, differing);
    return differing;
  });

async function readOwing(work: Work, ids?: string[]): Promise<Owing[]> {
  const owes = sql`(delegation.status in ('travelling', 'report_due') or (${HAS_LEFT} and exists (
    select from delegation_report where delegation_report.delegation_id = delegation.id)))`;
  const { rows } =
    await sql<Owing>`select delegation.id, delegation.departs_on, delegation.returns_on, delegation.direction,
      delegation.is_in_plan, delegation.report_due_on, unit.kind as unit_kind, ${owes} as owes
    from delegation join unit on unit.id = delegation.unit_id
    where (${owes} or delegation.report_due_on is not null) ${ids ? sql`and delegation.id = any(${ids}::uuid[])` : sql``}
    order by delegation.id`.execute(work.trx);
  return rows;
}

/** All that follows from a visit, its members and its meetings; asked after whatever was written to one. */
export async function followVisits(work: Work, ids: string[]): Promise<void> {
  await rebuildMemberCount(work, ids);
  await rebuildHead(work, ids);
  await rebuildEraseDay(work, await listMemberIds(work, ids));
  await rebuildReportDue(work, ids);
  await retellVisits(work, ids);
  await rebuildHostingTitle(work, await listHostingIds(work, ids));
}

async function listMemberIds(work: Work, ids: string[]): Promise<string[]> {
  const members = await work.trx
    .selectFrom("delegation_member")
    .select("delegation_member.id")
    .where("delegation_member.delegation_id", "in", ids)
    .execute();
  return members.map((one) => one.id);
}
