import { z } from "zod";
import {
  choice,
  day,
  inOrder,
  optionalDay,
  optionalParagraphs,
  optionalPastDay,
  optionalText,
  paragraphs,
  pastDay,
  text,
  version,
  wholeNumber,
} from "#platform/forms.ts";
import { PAPER_KINDS } from "./register.model.ts";

const ORDINALS = 999_999;

/** A scan, or the paper itself as it was written elsewhere. */
const file = z
  .file("error_file")
  .max(20_000_000, "error_file_size_20")
  .mime(
    [
      "application/pdf",
      "image/jpeg",
      "image/png",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    "error_paper_kind",
  );
/** A page sends a field that was left empty as a file without bytes. */
const noBytes = (value: unknown) => (value instanceof File && value.size === 0 ? undefined : value);

const paper = {
  on_date: pastDay("rule_registered_ahead"),
  subject: text(500),
  addressee: optionalText(500),
  signer: optionalText(200),
};

/** A paper that was made elsewhere, with its file or without; where no number is said it takes the next one. */
export const registerForm = z.object({
  kind: choice(PAPER_KINDS),
  number: optionalText(80),
  ...paper,
  scan: z.preprocess(noBytes, file.optional()),
});
/** What was written wrongly in the book is put right, a number or a day with a reason; it stays as the remark of the line. */
export const editEntryForm = z.object({
  number: text(80),
  ...paper,
  reason: optionalParagraphs(500),
  version: version(),
});

export const reasonForm = z.object({ reason: paragraphs(500) });
export const attachForm = z.object({ scan: z.preprocess(noBytes, file) });

/** Numbers that no paper bears, and why. */
export const gapForm = z
  .object({
    kind: choice(PAPER_KINDS),
    year: wholeNumber(9999, 1000),
    from: wholeNumber(ORDINALS, 1),
    until: wholeNumber(ORDINALS, 1),
    reason: paragraphs(500),
  })
  .refine((gap) => gap.until >= gap.from, { error: "error_last_before_first", path: ["until"] });

/** One word: what stands behind a number holds no blank and no stroke. */
const SYMBOL = /^[\p{L}\p{M}\p{N}.&-]+$/u;
const symbols = {
  organisation: text(30).refine((said) => SYMBOL.test(said), "error_symbol"),
  office: optionalText(30).refine((said) => said === undefined || SYMBOL.test(said), "error_symbol"),
  from_on: day(),
  until_on: optionalDay(),
};

export const symbolForm = z.object(symbols).refine(...inOrder("from_on", "until_on"));
export const editSymbolForm = z.object({ ...symbols, version: version() }).refine(...inOrder("from_on", "until_on"));

/** The number that a paper of a record takes, and the day that it bears. */
export const numberPaperForm = z.object({
  number: optionalText(80),
  on_date: optionalPastDay("rule_registered_ahead"),
  addressee: optionalText(500),
});
