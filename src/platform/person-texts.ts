import { isObject } from "./names.ts";

/** What stands in the place of what was erased at a person's request, in rows. */
export const MARK = "✂";

type Token = { key: string; bare: string; from: number; until: number };

/** The five marks of tone: `Hòa` and `Hoà` are one name, so that a tone counts and where it stands does not. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

function tokenOf(word: string): Pick<Token, "key" | "bare"> {
  const parts = word.toLowerCase().normalize("NFD");
  const tones = (parts.match(TONES) ?? []).toSorted().join("");
  const bare = parts.replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
  return { key: parts.replaceAll(TONES, "") + tones, bare };
}

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((found) => ({
    ...tokenOf(found[0]),
    from: found.index,
    until: found.index + found[0].length,
  }));

/** The same word, or one of the two was written without marks: as in a passport, a ticket, an old list. `Hạnh` and `Hành` are two persons. */
const isAlike = (one: Pick<Token, "key" | "bare">, other: Pick<Token, "key" | "bare">) =>
  one.key === other.key || (one.bare === other.bare && (one.key === one.bare || other.key === other.bare));

type Span = readonly [from: number, until: number];

/** Every letter of the Latin alphabets by the one without marks that it is made of: e, é, ê, ệ … */
const LETTERS = new Map<string, string>();
for (const [from, until] of [
  [0xc0, 0x24f],
  [0x1e00, 0x1eff],
] as const)
  for (let code = from; code <= until; code += 1) {
    const letter = String.fromCodePoint(code).toLowerCase();
    const { bare } = tokenOf(letter);
    if (/^[a-z]$/.test(bare)) LETTERS.set(bare, (LETTERS.get(bare) ?? bare) + letter);
  }

/** What PostgreSQL finds all spellings of a name by, and more; `namesPerson` is the judge. Nothing for one word alone or a telephone. */
export function spellingsOf(text: string): string | undefined {
  const words = tokensOf(text.normalize("NFC"));
  if (words.length < 2 || !/\p{L}/u.test(text)) return undefined;
  const lettersOf = ({ bare }: Token) =>
    [...bare].map((letter) => (LETTERS.has(letter) ? `[${LETTERS.get(letter)}]` : letter));
  return words.map((word) => lettersOf(word).join("")).join("[^[:alnum:]]+");
}

/** Where a text names the person: as written whatever the case, or word by word with marks left out or other blanks between. */
function spansOf(said: string, text: string): Span[] {
  const literal = new RegExp(RegExp.escape(text.normalize("NFC")), "giu");
  const spans: Span[] = [...said.matchAll(literal)].map((found) => [found.index, found.index + found[0].length]);
  const wanted = tokensOf(text.normalize("NFC"));
  // One word alone, or a telephone, is found as it is written: its parts are everywhere.
  if (wanted.length < 2 || !/\p{L}/u.test(text)) return spans;
  const tokens = tokensOf(said);
  for (let at = 0; at + wanted.length <= tokens.length; at += 1) {
    const here = tokens.slice(at, at + wanted.length);
    if (here.every((token, place) => isAlike(token, wanted[place] as Token)))
      spans.push([here[0]?.from ?? 0, here.at(-1)?.until ?? 0]);
  }
  return spans;
}

const asText = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** Whether a value of any shape names the person. */
export function namesPerson(value: unknown, texts: readonly string[]): boolean {
  const said = asText(value).normalize("NFC");
  return texts.some((text) => spansOf(said, text).length > 0);
}

/** The mark in the place of each text, in whatever holds it. */
export function withMark(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === "string") return texts.reduce((said, text) => markIn(said.normalize("NFC"), text), value);
  if (Array.isArray(value)) return value.map((one) => withMark(one, texts));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMark(one, texts)]));
  return value;
}

function markIn(said: string, text: string): string {
  let [marked, at] = ["", 0];
  for (const [from, until] of spansOf(said, text).toSorted(([one], [other]) => one - other)) {
    if (from < at) continue;
    marked += said.slice(at, from) + MARK;
    at = until;
  }
  return marked + said.slice(at);
}
