import type { PaperKind } from "#modules/registers/register.model.ts";
import type { DelegationDirection, DelegationStatus } from "./delegation.model.ts";

export const PAPERS = [
  "proposal",
  "decision",
  "invitation",
  "visa",
  "programme",
  "reception",
  "day-sheet",
  "talking-points",
  "contacts",
  "result",
  "settlement",
  "thanks",
] as const;
export type Paper = (typeof PAPERS)[number];

/** Letters to partners and missions: of the union, in the language of whoever gets them, and in no form of a decree. */
export const LETTERS: readonly Paper[] = ["invitation", "visa", "thanks"];

/** Papers that take a number besides the decision: in whose book, and as which kind. */
export const NUMBERED = {
  proposal: { kind: "proposal", by: "unit" },
  result: { kind: "report", by: "unit" },
} as const satisfies Partial<Record<Paper, { kind: PaperKind; by: "unit" | "approver" }>>;
export type NumberedPaper = keyof typeof NUMBERED;

export const isNumbered = (paper: string): paper is NumberedPaper => Object.hasOwn(NUMBERED, paper);

/** Decided, and not left yet: guests are invited, visas are asked for. */
const AHEAD: readonly DelegationStatus[] = ["approved", "preparing"];
/** It has been there: thanks are due, and the money is accounted for. */
const BEEN: readonly DelegationStatus[] = ["report_due", "reported", "settled", "archived"];

type Visit = { status: DelegationStatus; direction: DelegationDirection };
/** What there is to say, and whether whoever asks works in the union. */
export type Told = { hasReport: boolean; hasBudget: boolean; hasDays: boolean; hasPoints: boolean; isInside: boolean };

/** Whether there is anything for a paper to say where a visit stands now. */
export function makesSense(paper: Paper, { status, direction }: Visit, told: Told): boolean {
  const { hasReport, hasBudget, hasDays, hasPoints, isInside } = told;
  // It says what the union says of guests among its own, with telephones and costs.
  if (paper === "reception") return direction === "incoming" && isInside;
  if (paper === "day-sheet") return hasDays;
  if (paper === "talking-points") return hasPoints;
  if (paper === "invitation") return direction === "incoming" && AHEAD.includes(status);
  if (paper === "visa") return AHEAD.includes(status);
  if (paper === "thanks") return BEEN.includes(status);
  if (paper === "settlement") return BEEN.includes(status) && hasBudget;
  return paper !== "result" || hasReport;
}
