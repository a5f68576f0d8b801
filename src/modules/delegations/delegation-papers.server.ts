import { home, offeredLanguages, unionLanguages } from "#platform/home.ts";
import type { PaperAsked } from "#platform/paper.server.ts";
import { templateOf } from "#platform/paper.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import type { Printed, PrintedParts } from "./delegation-paper-values.server.ts";
import { paperValues } from "./delegation-paper-values.server.ts";

const inPapers = <Said>(say: () => Said, language: Locale = home().language): Said => inLocale(language, say);

const PAPERS = ["proposal", "decision", "programme", "contacts", "result"] as const;
export type Paper = (typeof PAPERS)[number];

/** What goes along to partners may go in another language than the union's own. */
export const ABROAD: readonly Paper[] = ["programme", "contacts"];

/** The languages in which such a paper can be had besides: the union's own two stand on it already. */
export const languagesAbroad = (): Locale[] => offeredLanguages().filter((one) => !unionLanguages().includes(one));

export function isPaper(value: string): value is Paper {
  return (PAPERS as readonly string[]).includes(value);
}

/**
 * Official papers are in the language of the union whatever language the screen has; the programme has both columns where there are two. A `mark` stands above the head:
 * that the file has changed since the decision, or which change of it was accepted.
 */
export function delegationPaper(
  paper: Paper,
  delegation: Printed,
  parts: PrintedParts,
  { mark, language }: { mark?: string | undefined; language?: Locale | undefined } = {},
): PaperAsked {
  const values = inPapers(() => paperValues(paper, delegation, parts), language);
  return { name: templateOf(`delegation-${paper}`, language), values, mark };
}

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
