import { importing } from "#platform/bulk.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { today } from "#platform/time.ts";
import { retellActivities } from "./activity-derived.commands.server.ts";
import { ACTIVITY_COLUMNS } from "./activity.columns.ts";
import { levelOf } from "./activity.model.ts";
import { canRecord } from "./activity.policy.ts";

/** Recorded as held when its day has come, else as planned; each with its unit as lead host. */
export const ACTIVITY_IMPORT = importing({
  set: ACTIVITY_COLUMNS,
  may: canRecord,
  visibility: "union",
  making: ({ unit, values }) => {
    const isAhead = String(values.starts_on) > today();
    return {
      status: isAhead ? "planned" : "held",
      planned_on: isAhead ? values.starts_on : undefined,
      level: levelOf(unit.kind),
      host_paths: [unit.path],
    };
  },
  forbids: ({ status, kept_in_id }, { starts_on, ends_on, participants, foreign_participants }) => {
    if (ends_on && String(ends_on) < String(starts_on)) return "rule_end_before_start";
    // Either number may be what was written before.
    if (Number(foreign_participants ?? 0) > Number(participants ?? Infinity)) return "rule_foreigners_of_all";
    if (kept_in_id) return "import_activity_twice";
    if (status === "cancelled") return "import_activity_cancelled";
    return status === "held" && String(starts_on) > today() ? "import_held_ahead" : undefined;
  },
  follow: (work, made) =>
    insertMany(
      work,
      "activity_host",
      made.map((one) => ({ activity_id: one.id, host_unit_id: one.unit_id, is_lead: true, ...rightsOf(one) })),
    ),
  // Called and dated on the timelines as it is now.
  followChanges: async (work, ids) => void (await retellActivities(work, ids)),
});
