import type { ActivityStatus } from "#modules/activities/activity.model.ts";

export const TONES: Record<ActivityStatus, "neutral" | "waiting" | "good" | "warning" | "late"> = {
  draft: "neutral",
  planned: "waiting",
  moved: "warning",
  held: "good",
  cancelled: "neutral",
};
