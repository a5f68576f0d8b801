import { RuleError } from "#platform/errors.ts";
import { OLD } from "./old-fonts.model.ts";
import { isSyllable } from "./vietnamese.model.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | keyof typeof OLD;
export type Decoded = { text: string; encoding: Encoding };

/**
 * The text of a file: Unicode, else one of the old Vietnamese encodings where the words prove it, else refused: Russian or French read as
 * Vietnamese would be stored for ever. A byte that is no letter of Unicode becomes U+FFFD, by which its row is refused.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const decoded = unicode(bytes) ?? old(bytes);
  if (!decoded || decoded.text.includes("\0")) throw new RuleError("rule_import_encoding");
  return decoded;
}

function unicode(bytes: Uint8Array): Decoded | undefined {
  const [one, two, three] = bytes;
  const read = (encoding: "utf-8" | "utf-16le" | "utf-16be") => ({
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
  });
  if (one === 0xff && two === 0xfe) return read("utf-16le");
  if (one === 0xfe && two === 0xff) return read("utf-16be");
  const { letters, wrong } = countUtf8(bytes);
  const isMarked = one === 0xef && two === 0xbb && three === 0xbf;
  // Bytes of another encoding hardly ever make a letter; a damaged file has many of them for each that is wrong.
  return wrong === 0 || isMarked || letters >= wrong * 3 ? read("utf-8") : undefined;
}

/** How many letters of several bytes there are, and how many bytes that belong to none. */
function countUtf8(bytes: Uint8Array): { letters: number; wrong: number } {
  let letters = 0;
  let wrong = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    const rest = bytes.subarray(at + 1, at + 1 + length);
    if (byte < 0xf5 && length > 0 && rest.length === length && rest.every((next) => next >> 6 === 2)) {
      letters += 1;
      at += length;
    } else wrong += 1;
  }
  return { letters, wrong };
}

/** Signs that no language has within a word, and old fonts have for letters. */
const SIGN_IN_WORD = /\p{L}[\u00A8\u00AA-\u00AE\u00B5-\u00B9\u00BB-\u00BE]/u;

/**
 * Whether a text of Unicode shows letters of an old font as they look without it (`GÆp gì`, `Gaëp gôõ`), or is Unicode that was read as
 * Latin letters (`Gáº·p`): its own words are no Vietnamese, and those of the other reading are.
 */
export function isOldText(text: string): boolean {
  if (!/[\u00A1-\u00FF]/.test(text)) return false;
  const bytes = inLatin(text);
  if (!bytes || proofOf(text).share <= MOST_WRONG) return false;
  const least = SIGN_IN_WORD.test(text) ? 1 : LEAST_WORDS;
  return [OLD.tcvn3(bytes), OLD.vni(bytes), new TextDecoder().decode(bytes)].some((read) => {
    const { words, share } = proofOf(read);
    return words >= least && share <= MOST_WRONG;
  });
}

const LATIN = new Map(
  [...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, at) => at))].map((one, at) => [
    one,
    at,
  ]),
);

/** The text as bytes of Windows' Latin letters; undefined where it has others. */
function inLatin(text: string): Uint8Array | undefined {
  const bytes = [...text].map((one) => LATIN.get(one));
  return bytes.some((one) => one === undefined) ? undefined : Uint8Array.from(bytes as number[]);
}

const LEAST_WORDS = 2;
const MOST_WRONG = 0.1;
const SAMPLE = 400_000;

/** The one encoding in which nearly every word with a mark is a syllable of Vietnamese. */
function old(bytes: Uint8Array): Decoded | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  const proven = (Object.keys(OLD) as (keyof typeof OLD)[])
    .map((encoding) => ({ encoding, text: OLD[encoding](sample) }))
    .map((one) => ({ ...one, ...proofOf(one.text) }))
    .filter(({ words, share }) => words >= LEAST_WORDS && share <= MOST_WRONG)
    .toSorted((one, other) => one.share - other.share);
  const [best, next] = proven;
  if (!best || (next && next.share === best.share && next.text !== best.text)) return undefined;
  return { text: inPieces(bytes, OLD[best.encoding]), encoding: best.encoding };
}

/** Read a piece at a time, each up to a blank or the end of a line: between those no letter is parted from its mark. */
function inPieces(bytes: Uint8Array, read: (piece: Uint8Array) => string): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = Math.min(at + SAMPLE, bytes.length);
    while (end < bytes.length && (bytes[end - 1] ?? 0) > 0x20) end += 1;
    pieces.push(read(bytes.subarray(at, end)));
    at = end;
  }
  return pieces.join("");
}

/** Capitals of an abbreviation (UBĐK, TƯ) and a lone đ prove nothing, for or against. */
const NEUTRAL = /^(?:[A-ZĐƯ]+|đ)$/;
const PUNCTUATION = /^[\s\u2010-\u203A€₫°·«»\u00A0]$/;

/** How many different words with a mark are Vietnamese, and which share of all with a mark is not. */
function proofOf(text: string): { words: number; share: number } {
  const good = new Set<string>();
  let bad = 0;
  let all = 0;
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+|[^\p{L}\p{M}\p{ASCII}]/gu)) {
    // Words of plain letters say nothing.
    if (/^\p{ASCII}*$/u.test(word) || NEUTRAL.test(word) || PUNCTUATION.test(word)) continue;
    all += 1;
    if (isSyllable(word)) good.add(word.toLowerCase());
    else bad += 1;
  }
  return { words: good.size, share: all === 0 ? 1 : bad / all };
}
