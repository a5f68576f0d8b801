/** What is done with an import that was tried. */
export const STEPS = ["commit", "undo"] as const;
export type StepName = (typeof STEPS)[number];
