import type { KnownNames } from "./known-names.ts";
import { findMarkedOtherwise, findNamed, knownNames } from "./known-names.ts";
import type { Doubt, Verdict } from "./verdict.ts";
import { asked, evenly, refused, unmarked } from "./verdict.ts";

/** A country and every name that it goes by; `label` is what the reader calls it. */
type NamedCountry = { iso2: string; label: string; names: readonly string[] };

/** A name that no longer says, or never said, which country is meant, and those that it may be. */
export type DoubtfulName = { names: readonly string[]; may: readonly string[] };

type Named = {
  codes: Map<string, Set<string>>;
  names: KnownNames<string>;
  doubtful: KnownNames<DoubtfulName>;
};
export type CountryNames = Named & {
  /** Those that are written with a mark or an "and" in them. */
  parted: Named;
  /** The names of several words, each word apart: "MA LI" may be one of them, or two codes. */
  spaced: Set<string>;
  labels: Map<string, string>;
};

const MOST_CHARACTERS = 2000;
const MOST_WORDS = 7;
const MOST_COUNTRIES = 60;

/** What texts are compared with; made once for many. */
export function countryNames(countries: readonly NamedCountry[], doubtful: readonly DoubtfulName[]): CountryNames {
  const all = countries.flatMap(({ iso2, names }) => names.map((name): [string, string] => [name, iso2]));
  const codes = new Map<string, Set<string>>(countries.map(({ iso2 }) => [iso2, new Set([iso2])]));
  // "AND", "COM" and "NGA" are codes in capitals, and something else in any other writing.
  for (const [code, iso2] of all.filter(([name]) => isCode(name)))
    codes.set(code, (codes.get(code) ?? new Set()).add(iso2));
  const doubts = doubtful.flatMap((one) => one.names.map((name): [string, DoubtfulName] => [name, one]));
  const isParted = ([name]: [string, unknown]) => piecesOf(evenly(name)).length > 1;
  return {
    codes,
    names: knownNames(all.filter(([name]) => !isCode(name))),
    doubtful: knownNames(doubts),
    parted: {
      codes: new Map(),
      names: knownNames(all.filter(isParted)),
      doubtful: knownNames(doubts.filter(isParted)),
    },
    spaced: new Set(all.map(([name]) => wordsOf(name)).filter((name) => name.includes(" "))),
    labels: new Map(countries.map(({ iso2, label }) => [iso2, label])),
  };
}

const isCode = (name: string) => /^[A-Z]{2,3}$/.test(name);
const wordsOf = (name: string) => unmarked(evenly(name)).replaceAll(/[ -]+/g, " ");

const BETWEEN = /\s*(?:[;,/|•·&+\n]|(?<=\s)-(?=\s)|(?<=\s)(?:và|va|and)(?=\s))\s*/giu;

/** Something stood before, or should come after. */
const CUT_OFF = /^(?:và|Và|VÀ|va|and)\s|\s(?:và|VÀ|va|and)$/u;

/** "…" and "?" say that something is left out, or in doubt. */
const MORE = /\.{2}|[…?!*#%"@=<>~]/;

/** The codes of one country or of several; each name must be known, and say one country only. */
export function readCountries(text: string, known: CountryNames): Verdict<string[]> {
  const typed = evenly(text.slice(0, MOST_CHARACTERS + 1));
  if (typed === "" || typed.length > MOST_CHARACTERS || MORE.test(typed)) return refused("typed_country", typed);
  const whole = evenly(text.replaceAll(/\r\n?|\n/g, ";"));
  if (CUT_OFF.test(whole)) return asked("typed_country_cut_off", typed);
  const pieces = piecesOf(whole);
  if (pieces.length > MOST_COUNTRIES) return refused("typed_country", typed);
  const found = new Set<string>();
  for (let at = 0; at < pieces.length;) {
    const { next, iso2, doubt } = longest(whole, pieces, { at, known });
    if (!iso2) return doubt ?? refused("typed_country", said(whole, pieces, at, at + 1));
    for (const code of iso2) found.add(code);
    at = next;
  }
  return found.size === 0 ? refused("typed_country", typed) : { verdict: "understood", value: [...found] };
}

type Piece = { from: number; to: number };

/** What stands between the marks and words that part names; where each begins and ends. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of text.matchAll(BETWEEN)) {
    pieces.push({ from, to: found.index });
    from = found.index + found[0].length;
  }
  pieces.push({ from, to: text.length });
  return pieces.filter((piece) => text.slice(piece.from, piece.to).replace(/^- ?/, "").trim() !== "");
}

const said = (text: string, pieces: Piece[], from: number, until: number) =>
  text
    .slice(pieces[from]?.from, pieces[until - 1]?.to)
    .replace(/^- ?/, "")
    .replace(/^(?:nước|the) (?=\S)/i, "")
    .trim();

/** "Congo, Dem. Rep." and "Trinidad and Tobago" are one name: as many pieces together as are one. */
function longest(
  text: string,
  pieces: Piece[],
  { at, known }: { at: number; known: CountryNames },
): { next: number; iso2?: string[]; doubt?: Doubt } {
  for (let until = Math.min(pieces.length, at + MOST_WORDS); until > at; until -= 1) {
    const name = said(text, pieces, at, until);
    // Several pieces are one name only where a name is written so: "IN, DE" is India and Germany, and not "Inde".
    const found = until - at > 1 ? named(name, known.parted) : alone(name, known);
    if (found.is) return { next: until, iso2: found.is };
    if (found.may.length > 0)
      return {
        next: until,
        doubt: asked("typed_country_which", name, {
          may: found.may.map((iso2) => known.labels.get(iso2) ?? iso2).join(", "),
          codes: found.may.join(" "),
        }),
      };
  }
  return { next: at + 1 };
}

/** What one piece says: a name; codes in a row; names with a hyphen between them; a name with its code behind. */
function alone(piece: string, known: CountryNames): Found {
  const words = piece.split(/[ -]/);
  if (words.length > 1 && words.every(isCode)) return codesOf(piece, words, known);
  const found = named(piece, known);
  if (found.is || found.may.length > 0) return found;
  const [, name = "", code = ""] = /^(.+?) ?\(([A-Z]{2,3})\)$/.exec(piece) ?? [];
  const [one] = name ? (named(name, known).is ?? []) : [];
  if (one && known.codes.get(code)?.has(one)) return { is: [one], may: [] };
  const each = piece.split("-").map((part) => named(part.trim(), known).is ?? []);
  return each.length > 1 && each.every((is) => is.length > 0) ? { is: each.flat(), may: [] } : NOTHING;
}

/** "IN DE" is India and Germany, "CU BA" a name that looks like codes: which is meant is asked. */
function codesOf(piece: string, words: string[], known: CountryNames): Found {
  const codes = words.map((word) => [...(known.codes.get(word) ?? [])]);
  const are = codes.every((is) => is.length === 1) ? codes.flat() : [];
  if (!known.spaced.has(wordsOf(piece))) return { is: are.length > 0 ? are : undefined, may: [] };
  const name = named(piece, known);
  return are.length > 0 ? { is: undefined, may: [...(name.is ?? name.may), ...are] } : name;
}

/** Those that are meant, else those that may be. */
type Found = { is: string[] | undefined; may: string[] };
const NOTHING: Found = { is: undefined, may: [] };

function named(typed: string, { codes, names, doubtful }: Named): Found {
  const name = typed.replace(/^CH (?=\S)/, "Cộng hòa ");
  const [doubt] = findNamed(doubtful, name);
  if (doubt) return { is: undefined, may: [...doubt.may] };
  const coded = codes.get(name) ?? new Set<string>();
  // Two capitals are a code: those that are none may be a name without its marks, and may be a code of former times.
  if (/^[A-Z]{2}$/.test(name))
    return coded.size === 1
      ? { is: [...coded], may: [] }
      : { is: undefined, may: [...coded, ...findMarkedOtherwise(names, name)] };
  const found = [...new Set([...coded, ...findNamed(names, name)])];
  if (found.length === 0) return { is: undefined, may: findMarkedOtherwise(names, name) };
  return found.length === 1 ? { is: found, may: [] } : { is: undefined, may: found };
}
