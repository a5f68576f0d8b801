import { z } from "zod";
import { cleanLine, cleanText } from "./clean.ts";
import type { Names } from "./names.ts";
import { readLines } from "./names.ts";
import { today } from "./time.ts";

/** Field builders shared by pages, the API and imports. Messages are keys of the words, spoken where the reader is known. */
const blankToUndefined = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
// Half a character is a fault of the program that sent it, and says so; a clean text has none.
const isWhole = (value: string) => value.isWellFormed();
const cleanedBy = (clean: (text: string) => string) => (value: unknown) =>
  typeof value === "string" && isWhole(value) ? clean(value) : value;
const inOneLine = cleanedBy(cleanLine);
const inParagraphs = cleanedBy(cleanText);

const asked = (read: (value: unknown) => unknown, max: number) =>
  z.preprocess(
    read,
    z
      .string({ error: "error_required" })
      .min(1, "error_required")
      .max(max, "error_too_long")
      .refine(isWhole, "error_text_broken"),
  );
const leftOpen = (read: (value: unknown) => unknown, max: number) =>
  z.preprocess(
    (value) => blankToUndefined(read(value)),
    z.string({ error: "error_text" }).max(max, "error_too_long").refine(isWhole, "error_text_broken").optional(),
  );

/** One line: a title, a name, a number of a paper. Line breaks in it become blanks. */
export const text = (max = 300) => asked(inOneLine, max);
export const optionalText = (max = 4000) => leftOpen(inOneLine, max);
/** Several lines, as typed into a box that has them. */
export const paragraphs = (max = 4000) => asked(inParagraphs, max);
export const optionalParagraphs = (max = 4000) => leftOpen(inParagraphs, max);

const LANGUAGE = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
const MOST_LANGUAGES = 40;
/** The names by language that a call changes; null or a blank takes one out. */
export const changedNames = (max = 300) =>
  z.preprocess(
    readLines,
    z
      .record(LANGUAGE, optionalText(max).nullish(), { error: "error_names" })
      .refine((said) => Object.keys(said).length <= MOST_LANGUAGES, "error_too_long"),
  );

/** Names by language (BCP 47), as an object or a line each. */
export const names = (max = 300) =>
  changedNames(max)
    .transform((said) => Object.fromEntries(Object.entries(said).filter(([, name]) => name)) as Names)
    .meta({ type: "object", additionalProperties: { anyOf: [{ type: "string" }, { type: "null" }] } });

/** Years that days and counts of years may lie in: nobody means another, and what follows from a day (a due day, an anniversary) must still be one. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const isInReach = (value: string) => Number(value.slice(0, 4)) >= FIRST_YEAR && Number(value.slice(0, 4)) <= LAST_YEAR;
const isDay = (value: string) => {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
};
const dayString = z
  .string({ error: "error_day" })
  .regex(/^(?!0000)\d{4}-\d{2}-\d{2}$/, "error_day")
  .refine(isDay, "error_day")
  .refine(isInReach, "error_day_range");

const DAYS = new WeakSet<z.ZodType>([dayString]);
/** Whether a field ends as a day, however it is wrapped by then. */
export const isDayType = (type: z.ZodType) => DAYS.has(type) || type instanceof z.ZodISODate;

/** A calendar day YYYY-MM-DD. */
export const day = () => z.preprocess(inOneLine, dayString);
export const optionalDay = () => z.preprocess((value) => blankToUndefined(inOneLine(value)), dayString.optional());

const notAhead = (value: string | undefined) => value === undefined || value <= today();
const AHEAD = "error_day_ahead";

function pastDayString(error: string) {
  const type = dayString.refine(notAhead, error);
  DAYS.add(type);
  return type;
}

/** A day that has come: of what was done, signed, paid, received. Whatever happened cannot lie ahead. */
export const pastDay = (error = AHEAD) => z.preprocess(inOneLine, pastDayString(error));
export const optionalPastDay = (error = AHEAD) =>
  z.preprocess((value) => blankToUndefined(inOneLine(value)), pastDayString(error).optional());

export const time = () =>
  z.preprocess(
    (value) => blankToUndefined(inOneLine(value)),
    z
      .string({ error: "error_time" })
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "error_time")
      .optional(),
  );

const toNumber = (value: unknown) => {
  const given = blankToUndefined(value);
  return typeof given === "string" ? Number(given) : given;
};

const whole = (most: number, least: number) =>
  z.number({ error: "error_number" }).int("error_number").min(least, "error_number").max(most, "error_number");
export const count = (most = 1_000_000, least = 0) => z.preprocess(toNumber, whole(most, least).optional());
/** The same where it must be given. */
export const wholeNumber = (most: number, least: number) => z.preprocess(toNumber, whole(most, least));

/** The year somebody was born in: one that has begun. */
export const birthYear = () =>
  z.preprocess(
    toNumber,
    z
      .number({ error: "error_year" })
      .int("error_year")
      .min(FIRST_YEAR, "error_year_of_birth")
      .max(2100, "error_year_of_birth")
      .refine((year) => year <= Number(today().slice(0, 4)), "error_year_of_birth")
      .optional(),
  );

/** Ten million millions: the most that a sum of money is believed to be, in whatever currency; a hundredth of it is still exact. */
const MOST = 10_000_000_000_000;
const hasWholeCents = (value: number) =>
  Number.isSafeInteger(Math.round(value * 100)) && Number(value.toFixed(2)) === value;

/** A sum of money, or a quantity that may have hundredths: from 0 to ten million millions. */
const sum = () =>
  z
    .number({ error: "error_number" })
    .min(0, "error_number")
    .max(MOST, "error_amount")
    .refine(hasWholeCents, "error_amount");
export const amount = () => z.preprocess(toNumber, sum());
/** The same where nobody may have said it yet: nothing is not 0. */
export const optionalAmount = () => z.preprocess(toNumber, sum().optional());
/** The same, and not nothing. */
export const someAmount = () => amount().refine((value) => value > 0, "error_number");

export const flag = () => z.preprocess((value) => value === "on" || value === "true" || value === true, z.boolean());

export const choice = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: "error_choose" });

export const optionalChoice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.preprocess((value) => (value === "" ? undefined : value), z.enum(values, { error: "error_choose" }).optional());

/** What is chosen of a list is a set: who names one twice means it once. */
const toList = (value: unknown, read = (one: string) => one.trim()) => {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(/[,;]/) : value;
  if (!Array.isArray(list)) return list;
  const named = list.map((one: unknown) => (typeof one === "string" ? read(one) : one)).filter((one) => one !== "");
  return [...new Set(named)];
};

/** Some of several, ticked or typed with commas; none is an answer too. */
export const choices = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.preprocess((value) => toList(value ?? []), z.array(z.enum(values, { error: "error_choose" })));

/** An ISO 3166 code, in small letters too; whether there is such a country the database says. */
const code = (value: unknown) => (typeof value === "string" ? value.trim().toUpperCase() : value);
const countryCode = z.string({ error: "error_country_code" }).regex(/^[A-Z]{2}$/, "error_country_code");
export const country = () => z.preprocess(code, countryCode);
export const optionalCountry = () => z.preprocess((value) => blankToUndefined(code(value)), countryCode.optional());

/** ISO 3166 codes, from a multiple choice or typed with commas. */
export const countries = (least = 1) =>
  z.preprocess(
    (value) => toList(value),
    z
      .array(z.string().regex(/^[A-Z]{2}$/, "error_country"), { error: "error_country" })
      .min(least, "error_country")
      .max(40, "error_too_many"),
  );

export const id = () => z.uuid("error_choose");
export const optionalId = () => z.preprocess(blankToUndefined, z.uuid("error_choose").optional());
const asId = (value: string) => value.trim().toLowerCase();
export const ids = (most = 60) =>
  z.preprocess(
    (value) => toList(value ?? [], asId),
    z.array(z.uuid("error_choose"), { error: "error_choose" }).max(most, "error_too_many"),
  );

type Period<From extends string, Until extends string> = Partial<Record<From | Until, string | undefined>>;

/** Of two days of a form the second may not come before the first: spread into `refine`; the sentence stands beside the second. */
export function inOrder<From extends string, Until extends string>(
  from: From,
  until: Until,
  error = "rule_end_before_start",
) {
  const isInOrder = ({ [from]: first, [until]: last }: Period<From, Until>) =>
    first === undefined || last === undefined || last >= first;
  return [isInOrder, { error, path: [until as string] }] as [typeof isInOrder, { error: string; path: string[] }];
}

/** Of two counts of a form the first is some of the second: spread into `refine`; the sentence stands beside the first. */
export function atMost<Some extends string, All extends string>(some: Some, all: All, error: string) {
  const isWithin = ({ [some]: part, [all]: whole }: Partial<Record<Some | All, number | undefined>>) =>
    part === undefined || whole === undefined || part <= whole;
  return [isWithin, { error, path: [some as string] }] as [typeof isWithin, { error: string; path: string[] }];
}

/** Absent says nothing; an empty list says none. */
export const optionalIds = () =>
  z.preprocess(
    (value) => (value === undefined ? undefined : toList(value, asId)),
    z.array(z.uuid("error_choose")).max(500, "error_too_many").optional(),
  );

/** The version of the record that the form was read at. */
export const version = () =>
  z.preprocess(
    toNumber,
    z
      .number({ error: "error_version" })
      .int("error_version")
      .min(0, "error_version")
      .max(2_147_483_647, "error_version"),
  );

type Emptied<Fields> = {
  [Name in keyof Fields]: undefined extends Fields[Name] ? Exclude<Fields[Name], undefined> | null : Fields[Name];
};

/** The fields as they are written over a record: one left empty is emptied, not kept. */
export function emptied<Fields extends object>(fields: Fields): Emptied<Fields> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])) as Emptied<Fields>;
}
