/** What may be said. Questions end with an answer of who was asked, the others are settled. */
export const QUESTIONS = ["opinion", "programme"] as const;
export const SETTLED = ["commitment", "suggestion", "statement"] as const;
/** What people outside the union say of a record; read by whoever is named on it. */
export const FROM_OUTSIDE = ["suggestion", "statement"] as const;
export type Question = (typeof QUESTIONS)[number];
export type ExchangeKind = Question | (typeof SETTLED)[number];

export const VERDICTS = ["agree", "remarks", "object"] as const;
export type Verdict = (typeof VERDICTS)[number];
/** Done, for what is not judged; accepted or returned, for what is; taken back by who said it, or withdrawn by who asked. */
export type Outcome = "done" | "accept" | "return" | "take_back" | "withdraw";

export function isQuestion(kind: ExchangeKind): kind is Question {
  return QUESTIONS.some((one) => one === kind);
}
