import { findInForce } from "#modules/paper-templates/paper-template.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home, offeredLanguages, unionLanguages } from "#platform/home.ts";
import type { OwnTemplate, PaperAsked } from "#platform/paper.server.ts";
import { templateOf } from "#platform/paper.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import type { Paper } from "./delegation-paper.model.ts";
import { LETTERS, PAPERS, makesSense } from "./delegation-paper.model.ts";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";
import { issuerOf, paperValues } from "./delegation-paper-values.server.ts";

const inPapers = <Said>(say: () => Said, language: Locale = home().language): Said => inLocale(language, say);

/** What goes along to partners may go in another language than the union's own. */
export const ABROAD: readonly Paper[] = ["programme", "contacts"];

/** The languages in which such a paper can be had besides: the union's own two stand on it already. */
export const languagesAbroad = (): Locale[] => offeredLanguages().filter((one) => !unionLanguages().includes(one));

/** In which languages besides its own a paper can be had: a letter, and what drivers and interpreters carry, in every one that is offered. */
export function languagesOf(paper: Paper): Locale[] {
  if (LETTERS.includes(paper) || paper === "day-sheet")
    return offeredLanguages().filter((one) => one !== home().language);
  return ABROAD.includes(paper) ? languagesAbroad() : [];
}

/** The papers that a visit can have now, each with the languages that it can be had in besides. */
export const papersOf = (...now: Parameters<typeof makesSense> extends [unknown, ...infer Rest] ? Rest : never) =>
  PAPERS.filter((paper) => makesSense(paper, ...now)).map((paper) => ({ paper, languages: languagesOf(paper) }));

export function isPaper(value: string): value is Paper {
  return (PAPERS as readonly string[]).includes(value);
}

type Options = {
  mark?: string | undefined;
  language?: Locale | undefined;
  /** The one to try instead of the one in force; null for that of the program. */
  own?: OwnTemplate | null;
};

/**
 * Official papers are in the language of the union whatever language the screen has; the programme has both columns where there are two. They are
 * made from the template of whoever issues them. A `mark` stands above the head: that the file has changed since the decision, or which change of
 * it was accepted.
 */
export async function delegationPaper(
  work: Work,
  paper: Paper,
  { delegation, parts }: { delegation: Printed; parts: PrintedParts },
  { mark, language = home().language, own }: Options = {},
): Promise<PaperAsked> {
  const values = inPapers(() => paperValues(paper, delegation, parts), language);
  const name = `delegation-${paper}`;
  const { path } = issuerOf(paper, delegation);
  return {
    name: LETTERS.includes(paper) ? letterIn(name, language) : templateOf(name, language),
    values,
    mark,
    own: own === undefined ? await findInForce(work, { paper: name, language, path }) : (own ?? undefined),
  };
}

/** A letter has the form in which organisations write to each other, whatever form the papers of the union have. */
const letterIn = (name: string, language: Locale) => `${language}/${name}`;

/** What papers say that are printed of a file which differs in what matters from the decided one. */
export function markOfChanges(
  state: string | null,
  approval: { number: string | null } | undefined,
  language?: Locale,
): string | undefined {
  if (state !== "waiting" && state !== "returned") return undefined;
  return inPapers(() => {
    const said = m.paper_change_state({ state });
    return approval?.number
      ? m.paper_changed_since({ number: approval.number, state: said })
      : m.paper_changed_since_decided({ state: said });
  }, language);
}
