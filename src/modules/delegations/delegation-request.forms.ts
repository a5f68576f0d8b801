import { z } from "zod";
import { QUESTIONS, VERDICTS } from "#modules/exchanges/exchange.model.ts";
import {
  choice,
  choices,
  day,
  optionalParagraphs,
  optionalPastDay,
  optionalText,
  paragraphs,
} from "#platform/forms.ts";
import { scan } from "./delegation.forms.ts";
import { SHOWABLE } from "./delegation-request.model.ts";

/** A unit, a body outside the union, or one person of it; and what they are shown beside the summary. */
export const requestForm = z.object({
  asked: z.string({ error: "error_choose" }).regex(/^(user|unit|body):[0-9a-f-]{36}$/, "error_choose"),
  kind: choice(QUESTIONS),
  question: paragraphs(2000),
  shows: choices(SHOWABLE),
  due_on: day(),
});

/** What is said, with the number, day and scan of the paper that says it. */
const said = {
  verdict: choice(VERDICTS),
  comment: optionalParagraphs(4000),
  paper_number: optionalText(80),
  paper_on: optionalPastDay(),
};
type Said = { verdict: string; comment?: string | undefined };
const withReason = [
  ({ verdict, comment }: Said) => verdict === "agree" || comment !== undefined,
  { error: "error_comment", path: ["comment"] as string[] },
] as const;
export const answerForm = z.object({ ...said, scan }).refine(...withReason);
/** The same as a call sends it: a file goes with the page. */
export const answerCallForm = z.object(said).refine(...withReason);

/** Whoever is asked reads why it was withdrawn. */
export const withdrawRequestForm = z.object({ reason: paragraphs(1000) });
export const settleRequestForm = z.object({ sentence: optionalParagraphs(1000) });
