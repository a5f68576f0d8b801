import { home } from "#platform/home.ts";
import { same } from "#platform/identity.ts";
import { kindsOffered } from "#platform/own-words.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { locales } from "#words/runtime.js";
import type { KindOf } from "./unit-lines.model.ts";
import { UNIT_KINDS, kindsBelow } from "./unit.model.ts";

/** Kinds by what they are called: in each language, and by the union itself, whose word counts where both say something. */
export function kindsByWord(): KindOf {
  const inAll = UNIT_KINDS.flatMap((kind) =>
    [kind, ...locales.map((locale) => inLocale(locale, () => wordsFor("unit_kind", { kind }) ?? kind))].map(
      (word) => [same(word), kind] as const,
    ),
  );
  const own = UNIT_KINDS.flatMap((kind) => {
    const said = home().words[kind];
    return said ? [said.name, ...Object.values(said.name_in)].map((word) => [same(word), kind] as const) : [];
  });
  const kinds = new Map<string, string>([...inAll, ...own]);
  return (word) => kinds.get(same(word));
}

/** Whether a unit of this kind may stand below the top, by the kinds that the union has. */
export const isKindBelow = (kind: string): boolean => kindsBelow(kindsOffered(UNIT_KINDS)).some((one) => one === kind);
