/** What was decided of activities that look alike; of what was not the list shows without a filter. */
export const TWIN_STATES = ["same", "different"] as const;

/** What somebody says of two of them, the one whose page it is named first. */
export const TWIN_ANSWERS = ["this_stays", "other_stays", "different"] as const;
export type TwinAnswer = (typeof TWIN_ANSWERS)[number];

type Some = { id: string; status: string; created_at: Date };

/** Which of two had better stay: what was held, else what was recorded first. */
export function stayingOf<One extends Some>(one: One, other: One): One {
  if ((one.status === "held") !== (other.status === "held")) return one.status === "held" ? one : other;
  return one.created_at <= other.created_at ? one : other;
}

/** The units that stand above two places, or at them, the nearest last: who records there decides of both. */
export function aboveBoth(one: string, other: string): string[] {
  const labels = one.split(".");
  const others = other.split(".");
  const shared = labels.findIndex((label, index) => label !== others[index]);
  return labels
    .slice(0, shared === -1 ? labels.length : shared)
    .map((_, index) => labels.slice(0, index + 1).join("."));
}
