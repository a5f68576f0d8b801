import type { Part } from "./typed-day-parts.ts";
import { readPart, toDay } from "./typed-day-parts.ts";
import type { Doubt, Qualifier, Verdict } from "./verdict.ts";
import { asked, evenly, refused, unmarked } from "./verdict.ts";

const MOST_CHARACTERS = 120;
const MONTH_NAMES = /^([a-z]{3,9})\.? (\d{1,2}) ?- ?(\d{1,2}),? (\d{4})$/;
const BETWEEN = / (?:den|toi|to|until|till|through|-)(?: het)? /;

/**
 * A day, or a span of days (`end`), as people write them in either language; the day always before the month.
 * `value` and `end` are YYYY-MM-DD. A number alone is no day: what a workbook counts in days must be told by its reader.
 */
export function readDay(text: string): Verdict<string> {
  const typed = evenly(text);
  // Where marks tell two words apart they are kept: a weekday from English "thu", the evening from "until".
  const told = typed.toLowerCase().replaceAll("thứ", "thw").replaceAll("tối", "twoi");
  const plain = unmarked(told).replace(/ ?[.;,]$/, "");
  if (plain === "" || plain.length > MOST_CHARACTERS) return refused("typed_day", typed);
  if (/(?:^|[ (])(?:am lich|al|lunar)\)?$|\btet\b|\b(?:mung|mong) /.test(plain)) return asked("typed_day_lunar", typed);
  const { rest, qualifier } = takeQualifier(plain);
  const read = readSingle(rest, typed) ?? readSpan(rest, typed) ?? readSeveral(rest, typed);
  if (read.verdict !== "understood" || !qualifier) return read;
  return { ...read, qualifier };
}

const ABOUT = /^(?:~|≈|khoang|chung|about|around|circa|ca\.|approx\.?|approximately)(?: ngay)? ?/;
const EXPECTED =
  /^(?:du kien|expected|planned|tentative|tentatively)(?: ngay)?:? | ?\(?(?:du kien|expected|tentative|tbc)\)?$/;

function takeQualifier(plain: string): { rest: string; qualifier?: Qualifier } {
  if (ABOUT.test(plain)) return { rest: plain.replace(ABOUT, ""), qualifier: "approximate" };
  if (EXPECTED.test(plain)) return { rest: plain.replace(EXPECTED, ""), qualifier: "expected" };
  return { rest: plain };
}

function readSingle(plain: string, typed: string): Verdict<string> | undefined {
  const part = readPart(plain);
  return part && (doubtOf(part, typed) ?? whole(part, typed));
}

/** Why this is not yet a day, as a question. */
function doubtOf(part: Part, typed: string): Doubt | undefined {
  if (part.doubt) return asked(part.doubt, typed);
  if (part.day === undefined) return asked("typed_day_month", typed);
  if (part.year === undefined) return asked("typed_day_year", typed);
  return undefined;
}

function whole(part: Part, typed: string): Verdict<string> {
  const day = toDay(part);
  if (!day) return refused("typed_day", typed);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (part.weekday !== undefined && part.weekday !== weekday) return asked("typed_day_weekday", typed);
  return { verdict: "understood", value: day };
}

/** `03-06/4/2024`, `từ 3/4 đến 6/4/2024`, `April 3-6, 2024`, `2024-04-03/2024-04-06`: what the first lacks, the last says. */
function readSpan(plain: string, typed: string): Verdict<string> | undefined {
  const text = plain.replace(/^(?:tu|from|between) /, "").replace(MONTH_NAMES, "$2-$3 $1 $4");
  for (const [one, other] of splits(text)) {
    const [from, until] = [readPart(one, true), readPart(other)];
    // "3-10h 5/9/2024" is three hours before ten, and no span of days.
    const isBare = from?.month === undefined && (until?.hasHour ?? until?.weekday !== undefined);
    if (from && until && !isBare) return span(from, until, typed);
  }
  return undefined;
}

function splits(text: string): [string, string][] {
  const iso = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(text);
  const spaced = BETWEEN.exec(text);
  const dashes = text.split("-");
  const found: [string, string][] = [];
  if (iso) found.push([iso[1] ?? "", iso[2] ?? ""]);
  if (spaced) found.push([text.slice(0, spaced.index), text.slice(spaced.index + spaced[0].length)]);
  if (dashes.length === 2) found.push([(dashes[0] ?? "").trim(), (dashes[1] ?? "").trim()]);
  return found;
}

function span(from: Part, until: Part, typed: string): Verdict<string> {
  const doubt = doubtOf(until, typed);
  if (doubt) return doubt;
  if (from.doubt) return asked(from.doubt, typed);
  if (from.day === undefined) return asked("typed_day_month", typed);
  const filled = { ...from, month: from.month ?? until.month, year: from.year ?? until.year };
  const [first, last] = [whole(filled as Part, typed), whole(until, typed)];
  if (first.verdict !== "understood") return first;
  if (last.verdict !== "understood") return last;
  if (first.value === last.value) return first;
  if (first.value < last.value) return { ...first, end: last.value };
  return from.year === undefined && from.month !== undefined
    ? asked("typed_day_year", typed)
    : refused("typed_day_backwards", typed);
}

/** Days that stand beside each other (`3 và 6/4/2024`) are no span; which one is meant only their writer knows. */
function readSeveral(plain: string, typed: string): Doubt {
  const parts = plain.split(/ ?[,;&] ?| (?:va|and) /);
  const areDays = parts.length > 1 && parts.every((part) => readPart(part, true) !== undefined);
  return areDays ? asked("typed_day_several", typed) : refused("typed_day", typed);
}
