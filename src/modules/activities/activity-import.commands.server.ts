import { importing } from "#platform/bulk.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { ACTIVITY_COLUMNS } from "./activity.columns.ts";
import { levelOf } from "./activity.model.ts";
import { canRecord } from "./activity.policy.ts";

/** Recorded as held, each with its unit as lead host. */
export const ACTIVITY_IMPORT = importing({
  set: ACTIVITY_COLUMNS,
  may: canRecord,
  visibility: "union",
  making: ({ unit }) => ({ status: "held", level: levelOf(unit.kind), host_paths: [unit.path] }),
  follow: (work, made) =>
    insertMany(
      work,
      "activity_host",
      made.map((one) => ({ activity_id: one.id, host_unit_id: one.unit_id, is_lead: true, ...rightsOf(one) })),
    ),
});
