/** What can be chosen by typing: how it is called here, and the other names it is known by. */
export type Offered = { label: string; also?: readonly string[] | undefined };

/** How well something fits what was typed; the better, the lower. From `BEYOND_ENTER` on it is shown and never taken unseen. */
const FIT = {
  whole: 0,
  wholeOther: 1,
  wholeUnmarked: 2,
  begins: 3,
  beginsUnmarked: 4,
  wholeOtherUnmarked: 5,
  otherBegins: 6,
  wordBegins: 7,
  wordBeginsUnmarked: 8,
  otherWordBegins: 9,
  holds: 10,
  otherHolds: 11,
  allWords: 12,
  otherMarks: 20,
} as const;
const BEYOND_ENTER = FIT.wordBegins;

/** Those that fit what was typed, the best first; among equals the given order stays. Nothing typed fits all. */
export function ranked<Option extends Offered>(options: readonly Option[], typed: string): Option[] {
  if (typed.trim() === "") return [...options];
  const fits = options.map((option) => ({ option, fit: fitOf(option, typed) }));
  return fits
    .filter((one) => one.fit !== undefined)
    .toSorted((one, other) => (one.fit ?? 0) - (other.fit ?? 0))
    .map((one) => one.option);
}

/**
 * What Enter takes: the one that is called so, or the only one of which any name begins with what was typed, marks as they were typed. Nothing
 * where it may be another one: two that are called exactly so, one whose other name is exactly so beside one that only begins so, or several
 * that begin so, whatever the language of the names.
 */
export function meant<Option extends Offered>(options: readonly Option[], typed: string): Option | undefined {
  const all = options.map((option) => ({ option, fit: fitOf(option, typed) ?? Infinity }));
  const best = Math.min(...all.map((one) => one.fit));
  if (best >= BEYOND_ENTER) return undefined;
  const isCalledSo = best <= FIT.wholeOther;
  const rivals = all.filter(
    ({ fit }) => fit === best || (!isCalledSo && (WHOLE.has(best) ? WHOLE.has(fit) : fit < BEYOND_ENTER)),
  );
  return rivals.length > 1 ? undefined : rivals[0]?.option;
}

/** Whether it is called just so, in any of its names, marks or none. */
export function isWhole(option: Offered, typed: string): boolean {
  return WHOLE.has(fitOf(option, typed) ?? Infinity);
}

const WHOLE = new Set<number>([FIT.whole, FIT.wholeOther, FIT.wholeUnmarked, FIT.wholeOtherUnmarked]);

/** Undefined where it does not fit at all. */
function fitOf({ label, also = [] }: Offered, typed: string): number | undefined {
  const { words: sought, folded } = wordsOf(typed);
  if (folded === "") return undefined;
  const names = [label, ...also];
  const marked = names.map((name, index) => placeOf(isCode(name) && !isCode(typed.trim()) ? "" : name, sought, index));
  const loose = names.map((name, index) => looselyPlaceOf(name, folded, index));
  const fits = [...marked, ...loose.map((fit) => (sought === folded ? fit : fit + FIT.otherMarks))];
  const best = Math.min(...fits, isScattered(names, folded) ? FIT.allWords : Infinity);
  return best === Infinity ? undefined : best;
}

/** Every word that was typed stands somewhere, in whatever order. */
function isScattered(names: string[], folded: string): boolean {
  const all = names.map((name) => wordsOf(name).folded).join(" ");
  return folded.includes(" ") && folded.split(" ").every((word) => all.includes(word));
}

/** Two or three letters are a country's code when they are written as one: `MY` is Malaysia, `my` may be meant for Mỹ. */
const isCode = (name: string) => /^[A-Z]{2,3}$/.test(name);

function placeOf(name: string, sought: string, index: number): number {
  const { words } = wordsOf(name);
  if (words === sought) return index === 0 ? FIT.whole : FIT.wholeOther;
  if (words.startsWith(sought)) return index === 0 ? FIT.begins : FIT.otherBegins;
  if (` ${words}`.includes(` ${sought}`)) return index === 0 ? FIT.wordBegins : FIT.otherWordBegins;
  if (index === 0 && words.includes(sought)) return FIT.holds;
  return Infinity;
}

function looselyPlaceOf(name: string, folded: string, index: number): number {
  const { folded: words } = wordsOf(name);
  if (words === folded && !isCode(name)) return index === 0 ? FIT.wholeUnmarked : FIT.wholeOtherUnmarked;
  if (words.startsWith(folded)) return index === 0 ? FIT.beginsUnmarked : FIT.otherBegins;
  if (` ${words}`.includes(` ${folded}`)) return index === 0 ? FIT.wordBeginsUnmarked : FIT.otherWordBegins;
  if (words.includes(folded)) return index === 0 ? FIT.holds : FIT.otherHolds;
  return Infinity;
}

type Words = { words: string; folded: string };
const kept = new Map<string, Words>();
const MOST_KEPT = 20_000;

/** Letters and digits with their marks and without, a blank between words; every key that is typed asks for the same names again. */
function wordsOf(name: string): Words {
  const known = kept.get(name);
  if (known) return known;
  if (kept.size > MOST_KEPT) kept.clear();
  const words = oneTonePlace(name)
    .toLowerCase()
    .replaceAll(/[.'’]/g, "")
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
  const both = { words, folded: unmarked(words).replaceAll(/^\p{M}+$/gu, "") };
  kept.set(name, both);
  return both;
}

/** Hoà and hòa, khoẻ and khỏe, thuý and thúy are one word: two schools place the mark of an open syllable. NFC. */
export function oneTonePlace(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/(o)([ae])(\p{M})(?![\p{L}\p{M}])|(?<!q)(u)(y)(\p{M})(?![\p{L}\p{M}])/giu, "$1$4$3$6$2$5")
    .normalize("NFC");
}

/** A text as both schools write it, each once. */
export function bothTonePlaces(text: string): string[] {
  const later = text
    .normalize("NFD")
    .replaceAll(/(o)(\p{M})([ae])(?![\p{L}\p{M}])|(?<!q)(u)(\p{M})(y)(?![\p{L}\p{M}])/giu, "$1$4$3$6$2$5")
    .normalize("NFC");
  return [...new Set([oneTonePlace(text), later])];
}

/** Without the marks of Latin letters; those of other scripts are the letters themselves. */
export function unmarked(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/(\p{Script=Latin})[\u0300-\u036F]+/gu, "$1")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .normalize("NFC");
}
