import { calculateDue } from "#modules/deadlines/deadline.model.ts";
import { today } from "#platform/time.ts";
import { asOwner } from "./database.ts";

type Database = { ownerUrl: () => string };
type Row = Record<string, unknown>;

/** A statement as the owner of the schema. */
export const asking =
  (database: Database) =>
  <Found extends Row>(sql: string, values: unknown[] = []) =>
    asOwner(database.ownerUrl(), async (client) => (await client.query<Found>(sql, values)).rows);

const LEFT = "('travelling', 'report_due', 'reported', 'settled', 'archived')";
/** The timelines a second time, by hand, from the raw tables. */
const EVENTS = `
  select partner_id, subject_id, max(on_date) as on_date, bool_or(is_hidden) as is_hidden from (
    select partner_id, id as subject_id, departs_on as on_date, visibility = 'confidential' as is_hidden
      from delegation where partner_id is not null and status in ${LEFT}
    union all select one.partner_id, visit.id, one.on_date, visit.visibility = 'confidential' from delegation_meeting as one join delegation as visit on visit.id = one.delegation_id
      where visit.status in ${LEFT}
    union all select one.partner_id, held.id, held.starts_on, held.visibility = 'confidential' from activity_partner as one join activity as held on held.id
        = coalesce((select twin.other_id from activity_twin as twin where twin.activity_id = one.activity_id and twin.is_same), one.activity_id)
      where held.status = 'held') as all_of_them
  where on_date <= $1::date group by 1, 2`;

/** Everything kept that is not what the raw tables say, but for the due days. */
export function listWrong(database: Database) {
  return asking(database)<{ wrong: string }>(
    `with told as (${EVENTS}), visit as (select delegation.*,
        (select count(*)::int from delegation_member as one where one.delegation_id = delegation.id) as named,
        (select count(*)::int from delegation_member as one where one.delegation_id = delegation.id and one.took_part) as went,
        (select one.name from delegation_member as one where one.delegation_id = delegation.id and one.role = 'head') as head,
        coalesce((select not one.took_part from delegation_member as one where one.delegation_id = delegation.id and one.role = 'head'), false)
          and status in ${LEFT} as stayed from delegation)
     select 'members of ' || title || ': ' || member_count as wrong from visit
       where member_count <> case when named = 0 then stated_members when status in ${LEFT} then went else named end
     union all select 'head of ' || title || ': ' || coalesce(head_name, '') from visit
       where head_name is distinct from case when not stayed then coalesce(head, stated_head) end
     union all select 'erasure of ' || one.name from delegation_member as one join delegation as visit on visit.id = one.delegation_id
       where passport_erase_on is distinct from case when passport_number is not null then visit.returns_on + 90 end
     union all select 'timeline of ' || partner.name from told full join partner_event as kept using (partner_id, subject_id)
       join partner on partner.id = partner_id where told.on_date is distinct from kept.on_date
     union all select 'last contact of ' || name || ': ' || coalesce(last_contact_on::text, '') from partner where last_contact_on is distinct from
       greatest(case when first_contact_on <= $1::date then first_contact_on end,
         (select max(on_date) from told where told.partner_id = partner.id and not is_hidden))
      union all select 'names of ' || name || ': ' || other_names from partner where other_names <> coalesce((select string_agg(one.name, ' · ' order by one.id)
        from partner_name as one where one.partner_id = partner.id and one.name <> partner.name), '')
      union all select 'hosts of ' || title || ': ' || host_paths::text from activity where host_paths[1] <> unit_path
        or (select count(*) from activity_host as one where one.activity_id = activity.id) <> cardinality(host_paths)
        or exists (select from activity_host as one where one.activity_id = activity.id and not exists
          (select from unit_place where unit_place.unit_id = one.host_unit_id and unit_place.path = any(host_paths)))`,
    [today()],
  );
}

/** Due days counted anew from the calendar and the seven days of the routes of these tests. */
export async function listWrongDueDays(database: Database) {
  const ask = asking(database);
  const special = await ask<{ on_date: string; kind: "holiday" }>(
    "select on_date::text, kind from reference_day where calendar = 'vn'",
  );
  const [end] = await ask<{ year: string }>(
    "select to_char(until_on, 'YYYY') as year from reference_calendar where calendar = 'vn'",
  );
  const visits = await ask<{ title: string; returns_on: string; due: string | null; owes: boolean }>(
    `select title, returns_on::text, report_due_on::text as due, status in ('travelling', 'report_due') or (status in ${LEFT} and exists
      (select from delegation_report where delegation_id = delegation.id)) as owes from delegation`,
  );
  return visits.filter(({ returns_on, due, owes }) => {
    const is = calculateDue({ start: returns_on, length: 7, unit: "working", pauses: [] }, special).due;
    return due !== (owes && is.slice(0, 4) <= (end?.year ?? "9999") ? is : null);
  });
}
