import type { ActivityKind, ActivityOccasion, ActivityStatus } from "#platform/schema.gen.ts";
import type { Step } from "#platform/steps.ts";

export type { ActivityKind, ActivityOccasion, ActivityStatus };

/** The types seen in the reports (union-work.md P4). */
export const ACTIVITY_KINDS = [
  "reception",
  "working_session",
  "friendship_meeting",
  "seminar",
  "celebration",
  "festival",
  "exhibition",
  "sports",
  "contest",
  "volunteering",
  "visit",
  "charity",
  "forum",
  "conference",
  "online_meeting",
  "other",
] as const satisfies readonly ActivityKind[];

export const OCCASIONS = [
  "none",
  "relations_anniversary",
  "association_anniversary",
  "national_day",
  "holiday",
  "visit",
  "forum",
  "series",
] as const satisfies readonly ActivityOccasion[];
export const ACTIVITY_STATUSES = [
  "draft",
  "planned",
  "moved",
  "held",
  "cancelled",
] as const satisfies readonly ActivityStatus[];

export const STEPS = {
  hold: { from: ["draft", "planned", "moved"], to: "held" },
  move: { from: ["planned", "moved"], to: "moved" },
  cancel: { from: ["draft", "planned", "moved"], to: "cancelled" },
} as const satisfies Record<string, Step<ActivityStatus>>;

export type StepName = keyof typeof STEPS;

export function allowedSteps(status: ActivityStatus): StepName[] {
  return (Object.keys(STEPS) as StepName[]).filter((name) =>
    (STEPS[name].from as readonly ActivityStatus[]).includes(status),
  );
}

/** How a mistake is put right: the last step taken back, or the state corrected. */
export const MENDINGS = ["take_back", "correct"] as const;
export type Mending = (typeof MENDINGS)[number];

export const CORRECTED_TO = ["planned", "held", "cancelled"] as const satisfies readonly ActivityStatus[];

/** What one that was marked as held or cancelled by mistake may really be. */
export function correctionsOf(status: ActivityStatus): (typeof CORRECTED_TO)[number][] {
  return status === "held" || status === "cancelled" ? CORRECTED_TO.filter((one) => one !== status) : [];
}

export const LEVELS = ["central", "local"] as const;

/** Central when the standing agency or a national association leads, local when a province does. */
export function levelOf(unitKind: string): (typeof LEVELS)[number] {
  return ["provincial_union", "provincial_association", "chapter"].includes(unitKind) ? "local" : "central";
}
