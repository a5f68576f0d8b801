import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { SETTLED } from "#modules/exchanges/exchange.model.ts";
import { ownBodies, ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { holds } from "#platform/search.ts";
import { isAmong } from "#platform/tree.ts";
import type { CalendarFilter } from "./calendar.filter.ts";
import type { Span } from "./calendar.model.ts";

/** A record on one of its days. `of` and `id` say which record; `kind` of what is due is what is owed, else null. */
export type Entry = {
  what: "activity" | "delegation" | "due";
  of: string;
  id: string;
  owed: string | null;
  owed_id: string | null;
  title: string;
  on_date: string;
  /** Its last day, where it has more than one. */
  last_on: string | null;
  hour: string | null;
  countries: string[] | null;
  direction: "incoming" | "outgoing" | null;
  status: string | null;
  /** How many there are on its day. */
  on_day: number;
};

type Asked = Pick<CalendarFilter, "q" | "what" | "country" | "mine" | "unit_path">;
/** `once`: on the first of its days alone. */
type Few = { first: number; whole?: string | undefined; once?: boolean };

/** What stands on some days: the first few of each, of `whole` all, each with how many there are on its day; by the hour. */
export async function listEntries(
  work: Work,
  span: Span,
  asked: Asked,
  { first, whole, once = false }: Few,
): Promise<Entry[]> {
  const sources = [
    ...(isAsked(asked, "activity") ? activities(work, { ...span, once }, asked) : []),
    ...(isAsked(asked, "delegation") ? [delegations(work, { ...span, once }, asked)] : []),
    ...(isAsked(asked, "due") && !asked.country ? dues(work, span, asked) : []),
  ];
  if (sources.length === 0) return [];
  const { rows } = await sql<Entry>`
    select * from (
      select entry.*, count(*) over (partition by on_date) as on_day,
        row_number() over (partition by on_date order by hour nulls first, what, title, id, owed_id) as place
      from (${sql.join(sources, sql` union all `)}) as entry (what, of, id, owed, owed_id, title, on_date, last_on, hour, countries, direction, status)) as placed
    where place <= ${first}::int or on_date = ${whole ?? null}::date
    order by on_date, place`.execute(work.trx);
  return rows;
}

const isAsked = ({ what }: Asked, one: Entry["what"]) => what === undefined || what === one;
const all = (some: (RawBuilder<boolean> | undefined | false | "")[]) =>
  sql<boolean>`(${sql.join(
    some.filter((one) => typeof one === "object"),
    sql` and `,
  )})`;

type Days = Span & { once: boolean };
/** The days from one to another within those asked for, or the first of them alone. */
function daysOf(first: RawBuilder<unknown>, last: RawBuilder<unknown>, { from, to, once }: Days): RawBuilder<unknown> {
  const begin = sql`greatest(${first}, ${from}::date)`;
  return sql`generate_series(${begin}, ${once ? begin : sql`least(${last}, ${to}::date)`}, interval '1 day') as day`;
}

/** On each of its days; those that began before are few and have an index of their own. */
function activities(work: Work, days: Days, asked: Asked): RawBuilder<Entry>[] {
  const { from, to } = days;
  const last = sql`coalesce(activity.ends_on, activity.starts_on)`;
  const paths = pathsOf(work, asked);
  const fits = all([
    sql<boolean>`activity.status not in ('draft', 'cancelled') and activity.kept_in_id is null`,
    paths && sql<boolean>`(select bool_or(activity.host_paths <@ own) from unnest(${paths}::ltree[]) as own)`,
    asked.country && sql<boolean>`activity.countries @> array[${asked.country}]`,
    asked.q && sql<boolean>`(${holds("activity.search_text", asked.q)} or ${works(asked.q)})`,
  ]);
  const of = (when: RawBuilder<boolean>) => sql<Entry>`
    select 'activity' as what, 'activity' as of, activity.id, null as owed, null::uuid as owed_id, activity.title, day::date as on_date,
      activity.ends_on as last_on, case when day = activity.starts_on then activity.starts_at end as hour, activity.countries,
      null as direction, activity.status::text as status
    from activity, ${daysOf(sql`activity.starts_on`, last, days)} where ${when} and ${fits}`;
  return [
    of(sql<boolean>`activity.starts_on between ${from}::date and ${to}::date`),
    of(sql<boolean>`activity.ends_on >= ${from}::date and activity.starts_on < ${from}::date`),
  ];
}

function delegations(work: Work, days: Days, asked: Asked): RawBuilder<Entry> {
  const { from, to } = days;
  const paths = pathsOf(work, asked);
  return sql<Entry>`
    select 'delegation', 'delegation', delegation.id, null, null::uuid, delegation.title, day::date, delegation.returns_on, null,
      delegation.countries, delegation.direction::text, delegation.status::text
    from delegation, ${daysOf(sql`delegation.departs_on`, sql`delegation.returns_on`, days)}
    where ${all([
      sql<boolean>`delegation.departs_on <= ${to}::date and delegation.returns_on >= ${from}::date`,
      sql<boolean>`delegation.status not in ('draft', 'cancelled', 'postponed', 'refused')`,
      paths && isAmong(paths, "delegation.unit_path"),
      asked.country && sql<boolean>`delegation.countries @> array[${asked.country}]`,
      asked.q && sql<boolean>`(${holds("delegation.search_text", asked.q)} or ${travels(asked.q)})`,
    ])}`;
}

/** Whether somebody of that name chairs it or interprets there. */
const works = (q: string) =>
  holds(sql<string>`reference.words(concat_ws(' ', activity.chair, activity.interpreter))`, q);

/** Whether somebody of that name goes with it. */
const travels = (q: string) =>
  sql<boolean>`exists (select from delegation_member where delegation_member.delegation_id = delegation.id
    and ${holds(sql<string>`reference.words(delegation_member.name)`, q)})`;

/** What the reader's units, or the one that was asked for, owe on these days: answers, promises, result reports, next steps with partners. */
function dues(work: Work, { from, to }: Span, asked: Asked): RawBuilder<Entry>[] {
  const paths = pathsOf(work, asked) ?? ownPaths(work.actor);
  const owed = (what: RawBuilder<unknown>) => sql<Entry>`select 'due', ${what}`;
  const named = (column: string) =>
    asked.q ? holds(sql<string>`reference.words(${sql.ref(column)})`, asked.q) : sql<boolean>`true`;
  const isMine = asked.unit_path
    ? sql`false`
    : sql`(exchange_owed.to_user_id = ${work.actor.userId ?? null}::uuid
    or exchange_owed.to_body_id = any(${ownBodies(work.actor)}::uuid[]))`;
  return [
    owed(sql`'delegation', delegation.id, 'report', null::uuid, delegation.title, delegation.report_due_on, null::date, null, delegation.countries, null, null
      from delegation where delegation.report_due_on between ${from}::date and ${to}::date and delegation.status in ('travelling', 'report_due')
        and ${isAmong(paths, "delegation.unit_path")} and ${named("delegation.title")}`),
    owed(sql`exchange_owed.subject_kind, exchange_owed.subject_id, exchange_owed.kind, exchange_owed.id, exchange_owed.title, exchange_owed.due_on,
        null::date, null, null::text[], null, null
      from exchange_owed where exchange_owed.due_on between ${from}::date and ${to}::date and ${named("exchange_owed.title")}
        and not exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id)
        and not exists (select from exchange_answer where exchange_answer.exchange_owed_id = exchange_owed.id)
        and (${isMine} or exchange_owed.to_unit_id is not null and (exchange_owed.unit_path = any(${paths}::ltree[])
          or exchange_owed.kind = any(${SETTLED}) and ${isAmong(paths, "exchange_owed.unit_path")}))`),
    owed(sql`'partner', partner.id, 'next_step', null::uuid, partner.name || ': ' || step.next_step, step.next_step_on, null::date, null,
        array[partner.country_iso2], null, null
      from partner_next_steps(${to}::date) as step join partner on partner.id = step.id
      where step.next_step_on >= ${from}::date and partner.status <> 'closed' and ${isAmong(paths, "partner.unit_path")} and ${named("partner.name")}`),
  ];
}

/** The units whose calendar is asked for; undefined is whatever the reader may see. */
function pathsOf(work: Work, { mine, unit_path }: Asked): string[] | undefined {
  return mine ? ownPaths(work.actor) : unit_path ? [unit_path] : undefined;
}
