/** What one writing of a day says, with its weekday or its hour; `doubt` is the question that it leaves open. */
export type Part = { day?: number; month?: number; year?: number; weekday?: number; hasHour?: boolean; doubt?: string };

/** YYYY-MM-DD, or undefined for a day that never was or lies outside 1900 to 2200. */
export function toDay({ year = 0, month = 0, day = 0 }: Part): string | undefined {
  const pad = (value: number) => String(value).padStart(2, "0");
  const text = `${year}-${pad(month)}-${pad(day)}`;
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
  return year >= 1900 && year <= 2200 && isDay ? text : undefined;
}

const CLOCK =
  /(?:(?:[01]?\d|2[0-4]) ?(?::|h|g|gio) ?[0-5]\d(?: ?phut|p)?(?::[0-5]\d(?:\.\d+)?)?|(?:[01]?\d|2[0-4]) ?(?:h|gio))(?: ?[ap]m)?/
    .source;
const BEFORE = new RegExp(`^(?:(?:vao |luc |at )*${CLOCK}|(?:buoi )?(?:sang|trua|chieu|twoi))(?: ?,| -)? (?=\\S)`);
const BEHIND = new RegExp(`(?:t|,? (?:luc |at |vao luc )?)(?:${CLOCK})(z| ?[+-]\\d\\d:?\\d\\d| ?(?:utc|gmt)\\S*)?$`);

/** The hour is not the day's: it is taken away, but one of another zone may belong to another day. */
function takeHour(text: string): { rest: string; isElsewhere: boolean } {
  const before = text.replace(BEFORE, "");
  if (before !== text) return { rest: before, isElsewhere: false };
  const behind = BEHIND.exec(text);
  return behind
    ? { rest: text.slice(0, behind.index), isElsewhere: Boolean(behind[1]) }
    : { rest: text, isElsewhere: false };
}

const WEEKDAYS: [RegExp, number][] = [
  [/^(?:chu nhat|cn|sunday|sun)(?![a-z0-9])/, 0],
  [/^(?:th[wu] ?(?:hai|2)|t2|monday|mon)(?![a-z0-9/-])/, 1],
  [/^(?:th[wu] ?(?:ba|3)|t3|tuesday|tues|tue)(?![a-z0-9/-])/, 2],
  [/^(?:th[wu] ?(?:tu|bon|4)|t4|wednesday|wed)(?![a-z0-9/-])/, 3],
  [/^(?:th[wu] ?(?:nam|5)|t5)(?![a-z0-9/-])/, 4],
  [/^(?:thursday|thurs|thur|thu)(?![a-z0-9/-])/, 4],
  [/^(?:th[wu] ?(?:sau|6)|t6|friday|fri)(?![a-z0-9/-])/, 5],
  [/^(?:th[wu] ?(?:bay|7)|t7|saturday|sat)(?![a-z0-9/-])/, 6],
];

/** "thu 5 sep 2024" may be Thursday the fifth, or the fifth weekday and no day: each way is tried. */
function weekdayReadings(text: string): { rest: string; said: Part }[] {
  const behind = /^(.*\d)(?: ?\(| ?, )([a-z0-9 ]+)\)?$/.exec(text);
  const readings: { rest: string; said: Part }[] = [{ rest: text, said: {} }];
  for (const [pattern, weekday] of WEEKDAYS) {
    const found = pattern.exec(text);
    const said = { weekday };
    if (found) readings.push({ rest: text.slice(found[0].length).replace(/^[.,]* ?/, ""), said });
    if (behind && pattern.exec(behind[2] ?? "")?.[0] === behind[2]) readings.push({ rest: behind[1] ?? "", said });
  }
  return readings;
}

/** One day, or what there is of it; the writing that leaves no question first. In a span the first may be a bare number. */
export function readPart(plain: string, isOfSpan = false): Part | undefined {
  const said = readSaid(plain, isOfSpan);
  if (said && isWhole(said)) return said;
  const { rest, isElsewhere } = takeHour(plain);
  const parts = [plain, rest].flatMap((timed) =>
    weekdayReadings(timed.trim()).flatMap((reading) => {
      const part = readSaid(reading.rest, isOfSpan);
      return part ? [{ ...part, ...reading.said, ...(timed !== plain && { hasHour: true }) }] : [];
    }),
  );
  const part = parts.find(isWhole) ?? parts[0];
  return part && isElsewhere ? { ...part, doubt: "typed_day_zone" } : part;
}

const isWhole = ({ day, year, doubt }: Part) => day !== undefined && year !== undefined && !doubt;

function readSaid(text: string, isOfSpan: boolean): Part | undefined {
  return readCore(text.replace(/^(?:(?:vao )?ngay|on|the) ?(?=\d)/, ""), isOfSpan);
}

const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTHS_VI = ["gieng", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"];
const NAMED = [...MONTHS, ...MONTHS.map((name) => name.slice(0, 3)), "sept"].join("|");
const WORDED = `\\d{1,2}|${MONTHS_VI.toReversed().join("|")}|bon`;
const YEAR = String.raw`\d{4}|\d{2}`;

/** Each way of writing, and in which order its numbers stand. */
const WRITINGS: [RegExp, ("day" | "month" | "year" | "mark")[]][] = [
  [/^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})$/, ["year", "mark", "month", "day"]],
  [/^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/, ["day", "mark", "month", "year"]],
  [/^((?:19|20|21)\d{2})(\d{2})(\d{2})$/, ["year", "month", "day"]],
  [/^(\d{2})(\d{2})((?:19|20|21)\d{2})$/, ["day", "month", "year"]],
  [/^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日$/, ["year", "month", "day"]],
  [
    new RegExp(`^(\\d{1,2}) ?(?:thang|thg) ?(${WORDED})(?: ?,? ?nam ?| ?[,/-] ?| )(${YEAR})$`),
    ["day", "month", "year"],
  ],
  [new RegExp(`^(\\d{1,2}) ?(?:thang|thg) ?(${WORDED})$`), ["day", "month"]],
  [/^(\d{1,2}) ?[/.-] ?(\d{1,2}),? nam (\d{4})$/, ["day", "month", "year"]],
  [
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?: of | |-|/|)(${NAMED})\\.?(?:,? ?| ?[-/] ?)(${YEAR})$`),
    ["day", "month", "year"],
  ],
  [new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?: of | |-|/|)(${NAMED})\\.?$`), ["day", "month"]],
  [new RegExp(`^(${NAMED})\\.? ?(\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`), ["month", "day", "year"]],
  [new RegExp(`^(${NAMED})\\.? ?(\\d{1,2})(?:st|nd|rd|th)?$`), ["month", "day"]],
  [/^(\d{1,2}) ?[/.-] ?(\d{1,2})$/, ["day", "month"]],
  [/^(?:t|thang|thg)? ?(\d{1,2}) ?[/.-] ?(\d{4})$/, ["month", "year"]],
  [new RegExp(`^(?:thang|thg) ?(${WORDED})(?: ?,? ?nam ?| )(\\d{4})$`), ["month", "year"]],
  [new RegExp(`^(?:thang|thg) ?(${WORDED})$`), ["month"]],
  [/^(\d{4}) ?[-/.] ?(\d{1,2})$/, ["year", "month"]],
  [new RegExp(`^(${NAMED})\\.?[ -]?'?,? ?(\\d{4})$`), ["month", "year"]],
];

function readCore(text: string, isOfSpan: boolean): Part | undefined {
  if (isOfSpan) {
    const [, bare] = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(text) ?? [];
    if (bare) return { day: Number(bare) };
  }
  for (const [pattern, order] of WRITINGS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const said = Object.fromEntries(order.map((name, at) => [name, found[at + 1] ?? ""]));
    const part = understand(said, order[0] === "year");
    if (part) return part;
  }
  return undefined;
}

function understand(said: Record<string, string>, isYearFirst: boolean): Part | undefined {
  const month = monthOf(said.month ?? "");
  const day = said.day === undefined ? undefined : Number(said.day);
  if (day !== undefined && (day < 1 || day > 31)) return undefined;
  const part: Part = { month, ...(day === undefined ? {} : { day }) };
  if (said.year !== undefined) Object.assign(part, yearOf(said.year));
  if (!isYearFirst && month > 12 && (day ?? 99) <= 12 && month <= 31)
    return { ...part, doubt: "typed_day_month_first" };
  if (month < 1 || month > 12) return undefined;
  // "Tháng Giêng" is the first month of the moon to most who write it today.
  if (said.month === "gieng") return { ...part, doubt: "typed_day_lunar" };
  return isTwoWays(said) ? { ...part, doubt: "typed_day_order" } : part;
}

function monthOf(said: string): number {
  if (/^\d+$/.test(said)) return Number(said);
  const named = said === "bon" ? 4 : MONTHS_VI.indexOf(said) + 1;
  return named || MONTHS.findIndex((name) => name.startsWith(said)) + 1;
}

/** The years of two digits that only one century can mean here; what lies between is asked. */
const LAST_OF_THIS = 29;
const FIRST_OF_THE_LAST = 70;
function yearOf(said: string): Part {
  const year = Number(said);
  if (said.length === 4) return { year };
  if (year <= LAST_OF_THIS) return { year: 2000 + year };
  return year >= FIRST_OF_THE_LAST ? { year: 1900 + year } : { year: 2000 + year, doubt: "typed_day_century" };
}

/** `24-09-05` is the fifth of September to some and the twenty-fourth to others. */
function isTwoWays({ day = "", mark, year = "" }: Record<string, string>): boolean {
  const isShort = mark === "-" && day.length === 2 && year.length === 2;
  return isShort && Number(day) >= 20 && Number(day) <= LAST_OF_THIS && Number(year) >= 1 && Number(year) <= 31;
}
