import type { Question } from "#modules/exchanges/exchange.model.ts";
import type { DelegationStatus } from "./delegation.model.ts";
import { DECIDED } from "./delegation.model.ts";

/** What whoever is asked may be shown beside the summary; passports and papers never. */
export const SHOWABLE = ["members", "programme", "budget"] as const;
export type Showable = (typeof SHOWABLE)[number];

/** A programme cannot be confirmed unseen. */
export const shownWith = (kind: Question, shows: readonly Showable[]): Showable[] =>
  SHOWABLE.filter((one) => shows.includes(one) || (kind === "programme" && one === "programme"));

/** What who asked does about a question, one tap each. */
export const REQUEST_ACTS = ["remind", "escalate", "settle"] as const;
export type RequestAct = (typeof REQUEST_ACTS)[number];

const OVER: readonly DelegationStatus[] = ["refused", "cancelled", "reported", "settled", "archived"];

/**
 * Whether an answer may still be corrected: an opinion until the visit is decided on, for the decision rests on it; a programme is
 * confirmed while the visit is prepared and under way.
 */
export function isStillAsked(kind: Question, status: DelegationStatus): boolean {
  return kind === "opinion" ? !DECIDED.includes(status) && !OVER.includes(status) : !OVER.includes(status);
}
