import { aboveBoth } from "#modules/activities/activity-twin.model.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { found } from "#platform/http.server.ts";

/** The two activities of an address, as far as somebody may be told of both. */
export async function findBoth(work: Work, { activityId, otherId }: { activityId: string; otherId: string }) {
  return [await findOne(work, activityId), await findOne(work, otherId)] as const;
}

async function findOne(work: Work, activityId: string) {
  const one = found(await findActivity(work, activityId));
  const { id, title, status, starts_on, ends_on, countries, place, participants, result, unit_path, kept_in_id } = one;
  const { created_at, starts_at, unit_name, unit_name_in } = one;
  return {
    ...{ id, title, status, starts_on, ends_on, countries, place, participants, result, unit_path, kept_in_id },
    ...{ created_at, starts_at, unit_name, unit_name_in },
  };
}

/** The nearest unit above both, whose people decide. */
export async function whoDecides(work: Work, one: { unit_path: string }, other: { unit_path: string }) {
  const path = aboveBoth(one.unit_path, other.unit_path).at(-1);
  return (path && (await findNamedUnit(work, "path", path))) || null;
}
