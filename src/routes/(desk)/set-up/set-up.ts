/** The six steps of a first day, in the order in which one follows from the other; each may be left and come back to. */
export const SET_UP = ["union", "place", "facts", "units", "people", "safety"] as const;
export type SetUpStep = (typeof SET_UP)[number];

/** Where the step after this one is. */
export function after(step: SetUpStep): string {
  const next = SET_UP[SET_UP.indexOf(step) + 1];
  return next ? `/set-up/${next}` : "/set-up";
}
