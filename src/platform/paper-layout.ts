import type { locales } from "#words/runtime.js";

type Locale = (typeof locales)[number];

/** How papers can be laid out: with the national heading that a decree asks for, or as organisations write to each other abroad. */
export const PAPER_LAYOUTS = ["decree_30_2020", "plain"] as const;
export type PaperLayout = (typeof PAPER_LAYOUTS)[number];

/** Where the law of those who write a language lays papers out; what it asks for stands first, for it held before anybody could choose. */
const PRESCRIBED: Partial<Record<Locale, PaperLayout>> = { vi: "decree_30_2020" };

/** What papers in a language can be; of one alone there is nothing to choose. */
export function layoutsOf(language: Locale): [PaperLayout, ...PaperLayout[]] {
  const prescribed = PRESCRIBED[language];
  return prescribed ? [prescribed, "plain"] : ["plain"];
}
