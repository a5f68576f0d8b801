import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";
import { namesOfAll } from "./intl.ts";

/** What is no language by itself has words of its own. */
const IN_WORDS = ["und", "other"];

/** A language by its name in the reader's, from its tag (BCP 47); nothing where none was said. */
export function languageName(tag: string | null): string {
  if (!tag) return "";
  if (IN_WORDS.includes(tag)) return m.language({ language: tag });
  const name = namesOfAll(getLocale(), "language").of(tag) ?? tag;
  return getLocale() === "vi" ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** As it calls itself: who looks for it may read no other. */
export function languageNamed(tag: string): string {
  const name = namesOfAll(tag, "language").of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}
