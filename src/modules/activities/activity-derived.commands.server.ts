import { sql } from "kysely";
import type { Told } from "#modules/partners/partner-event.commands.server.ts";
import { retellPartners } from "#modules/partners/partner-event.commands.server.ts";
import type { Rebuild } from "#platform/derived.server.ts";
import { today } from "#platform/time.ts";

/** The partners who took part in what was held. */
const TOLD: Told = {
  kind: "activity",
  rows: (ids) => sql`
    select activity_partner.partner_id, activity.id as subject_id, activity.starts_on as on_date, activity.title,
      activity.unit_id, activity.unit_path, activity.visibility, activity.shared_paths, activity.named_user_ids
    from activity_partner join activity on activity.id = activity_partner.activity_id
    where activity.status = 'held' and activity.starts_on <= ${today()}::date
      ${ids ? sql`and activity.id = any(${ids}::uuid[])` : sql``}`,
};

/** Timelines of partners and their days of last contact, as these activities stand now. */
export const retellActivities: Rebuild = (work, ids) => retellPartners(work, TOLD, ids);
