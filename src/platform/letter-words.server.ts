import { getLocale } from "#words/runtime.js";
import { home, unionLanguages } from "./home.ts";
import { nameOf } from "./names.ts";
import { inLocale, toLocale, wordsFor } from "./words.server.ts";

type Inputs = Record<string, string | number>;

/** Somebody whose own language is not known is written to in the union's languages: one sentence in each. */
export function inEach(key: string, inputs: Inputs = {}, between = "\n", languages = unionLanguages()): string {
  return languages.map((one) => inLocale(one, () => wordsFor(key, inputs))).join(between);
}

type Say = { each: (key: string, inputs?: Inputs) => string; subject: (key: string) => string };

/**
 * Writes to somebody whose language may be known. One beyond the union's was chosen, so the letter is in it alone; the union's own an account
 * begins with unasked, so the letter is in each of them.
 */
export function inLanguageOf<Written>(language: string | null | undefined, write: (say: Say) => Written): Written {
  const own = toLocale(language);
  const chosen = own && !unionLanguages().includes(own) ? own : undefined;
  const languages = chosen ? [chosen] : unionLanguages();
  const each = (key: string, inputs?: Inputs) => inEach(key, inputs, "\n", languages);
  const subject = (key: string) => inEach(key, {}, " · ", languages);
  return inLocale(chosen ?? getLocale(), () => write({ each, subject }));
}

/** Every letter says whose it is: before its subject, and at its foot; one process writes for one union. */
export function withLetterhead<Letter extends { subject: string; body: string }>(letter: Letter): Letter {
  const said = home();
  const subject = `${nameOf(said, "short_name")}: ${letter.subject}`;
  return { ...letter, subject, body: `${letter.body.trimEnd()}\n\n-- \n${nameOf(said, "name")}\n` };
}
