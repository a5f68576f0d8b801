/** Shorter ones are guessed, longer ones are nobody's to remember; 64 and more are allowed (ASVS 6.2.1, 6.2.9). */
export const PASSWORD_LENGTH = { least: 10, most: 128 } as const;

/** A link that the person asked for by mail; one that an administrator made, who has to hand it over. */
export const LINK_MINUTES = { asked: 30, given: 24 * 60 } as const;
/** Letters that one person is sent in an hour, however often somebody asks. */
export const LETTERS_AN_HOUR = 3;

/** Words of the product; those of the union and of the person are looked up (docs/security/accounts.md). */
const PRODUCT = ["amity", "vufo"];
const SHORTEST_WORD = 4;
/** Letters that must be left when those words are taken out. */
const LEAST_LEFT = 4;

/** What a password is compared as: small letters without marks. */
function folded(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
}

/** The words that somebody would try first at this account: of its person, its address, its union. */
export function contextWords(texts: string[]): string[] {
  const whole = texts.map((text) => folded(text).replaceAll(/[^a-z0-9]/g, ""));
  const parts = texts.flatMap((text) => folded(text).split(/[^a-z0-9]+/));
  return [...new Set([...PRODUCT, ...whole, ...parts])]
    .filter((word) => word.length >= SHORTEST_WORD)
    .toSorted((one, other) => other.length - one.length);
}

/** Whether hardly anything but such words and figures stands in it, whatever stands between them: a name is typed with spaces. */
export function isOfContext(password: string, words: string[]): boolean {
  let left = folded(password).replaceAll(/[^\p{L}\d]/gu, "");
  const before = left;
  for (const word of words) left = left.replaceAll(word, "");
  return left !== before && left.replaceAll(/\d/g, "").length < LEAST_LEFT;
}

/** Fewer than four different signs, however many of them. */
export function isMonotonous(password: string): boolean {
  return new Set(password).size < 4;
}
