import { sql } from "kysely";
import type { Told } from "#modules/partners/partner-event.commands.server.ts";
import { retellPartners } from "#modules/partners/partner-event.commands.server.ts";
import type { Rebuild } from "#platform/derived.server.ts";
import { rebuilding } from "#platform/derived.server.ts";
import { today } from "#platform/time.ts";

/** The partners who took part in what was held; what was recorded twice is told once, by the record that stays. */
const TOLD: Told = {
  kind: "activity",
  rows: (ids) => sql`
    select distinct activity_partner.partner_id, activity.id as subject_id, activity.starts_on as on_date, activity.title,
      activity.unit_id, activity.unit_path, activity.visibility, activity.shared_paths, activity.named_user_ids
    from activity_partner join activity as own on own.id = activity_partner.activity_id
      join activity on activity.id = coalesce(own.kept_in_id, own.id)
    where activity.status = 'held' and activity.starts_on <= ${today()}::date
      ${ids ? sql`and activity.id = any(${ids}::uuid[])` : sql``}`,
};

/** Timelines of partners and their days of last contact, as these activities stand now. */
export const retellActivities: Rebuild = (work, ids) => retellPartners(work, TOLD, ids);

const KEPT = sql`(select unit_place.path from unit_place where unit_place.unit_id = unit.id
  and unit_place.path = any(activity.host_paths) limit 1)`;

/**
 * Where the lead and each co-host stood when they were written, the lead first: as many as there are hosts. A unit that has moved since stays
 * where it was (0019), so only a host that is missing is given the place it has now.
 */
export const rebuildHostPaths = rebuilding({
  table: "activity",
  column: "host_paths",
  type: "ltree[]",
  value: () => sql`array[activity.unit_path] || array(
    select coalesce(${KEPT}, unit.path) from activity_host join unit on unit.id = activity_host.host_unit_id
    where activity_host.activity_id = activity.id and not activity_host.is_lead
    order by array_position(activity.host_paths, ${KEPT}), unit.path)`,
});

/** Which record stays for this one, as it was decided. */
export const rebuildKeptIn = rebuilding({
  table: "activity",
  column: "kept_in_id",
  type: "uuid",
  value: () => sql`(select activity_twin.other_id from activity_twin
    where activity_twin.activity_id = activity.id and activity_twin.is_same)`,
});
