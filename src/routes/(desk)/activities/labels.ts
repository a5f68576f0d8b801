import type { ActivityStatus } from "#modules/activities/activity.model.ts";
import { formatDay, formatDays } from "#platform/format.ts";

export const TONES: Record<ActivityStatus, "neutral" | "waiting" | "good" | "warning" | "late"> = {
  draft: "neutral",
  planned: "waiting",
  moved: "warning",
  held: "good",
  cancelled: "neutral",
};

/** When it is: its day with the hour, or its days. */
export function daysOf({ starts_on, starts_at, ends_on }: When): string {
  const days = ends_on ? formatDays(starts_on, ends_on) : formatDay(starts_on);
  return starts_at ? `${days}, ${starts_at}` : days;
}
type When = { starts_on: string; starts_at: string | null; ends_on: string | null };
