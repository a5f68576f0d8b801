import { home, unionLanguages } from "./home.ts";
import { nameOf } from "./names.ts";
import { inLocale, wordsFor } from "./words.server.ts";

/** Somebody whose own language is not known is written to in the union's languages: one sentence in each. */
export function inEach(key: string, inputs: Record<string, string | number> = {}, between = "\n"): string {
  return unionLanguages()
    .map((one) => inLocale(one, () => wordsFor(key, inputs)))
    .join(between);
}

/** The subject in each of them, on one line. */
export const subjectInEach = (key: string): string => inEach(key, {}, " · ");

/** Every letter says whose it is: before its subject, and at its foot; one process writes for one union. */
export function withLetterhead<Letter extends { subject: string; body: string }>(letter: Letter): Letter {
  const said = home();
  const subject = `${nameOf(said, "short_name")}: ${letter.subject}`;
  return { ...letter, subject, body: `${letter.body.trimEnd()}\n\n-- \n${nameOf(said, "name")}\n` };
}
