import { z } from "zod";
import { cleanLine, cleanText } from "./clean.ts";
import type { Names } from "./names.ts";
import { readLines } from "./names.ts";

/** Field builders shared by pages, the API and imports. Messages are keys of the words, spoken where the reader is known. */
const blankToUndefined = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const inOneLine = (value: unknown) => (typeof value === "string" ? cleanLine(value) : value);
const inParagraphs = (value: unknown) => (typeof value === "string" ? cleanText(value) : value);

const asked = (read: (value: unknown) => unknown, max: number) =>
  z.preprocess(read, z.string({ error: "error_required" }).min(1, "error_required").max(max, "error_too_long"));
const leftOpen = (read: (value: unknown) => unknown, max: number) =>
  z.preprocess(
    (value) => blankToUndefined(read(value)),
    z.string({ error: "error_text" }).max(max, "error_too_long").optional(),
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
  changedNames(max).transform((said) => Object.fromEntries(Object.entries(said).filter(([, name]) => name)) as Names);

const isDay = (value: string) => {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(value);
};
const dayString = z
  .string({ error: "error_day" })
  .regex(/^(?!0000)\d{4}-\d{2}-\d{2}$/, "error_day")
  .refine(isDay, "error_day");

/** A calendar day YYYY-MM-DD. */
export const day = () => z.preprocess(inOneLine, dayString);
export const optionalDay = () => z.preprocess((value) => blankToUndefined(inOneLine(value)), dayString.optional());

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

export const count = (most = 1_000_000, least = 0) =>
  z.preprocess(
    toNumber,
    z
      .number({ error: "error_number" })
      .int("error_number")
      .min(least, "error_number")
      .max(most, "error_number")
      .optional(),
  );

export const amount = () => z.preprocess(toNumber, z.number({ error: "error_number" }).min(0, "error_number"));

export const flag = () => z.preprocess((value) => value === "on" || value === "true" || value === true, z.boolean());

export const choice = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, { error: "error_choose" });

const toList = (value: unknown) => {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(/[,;]/) : value;
  return Array.isArray(list) ? list.map((one) => String(one).trim()).filter(Boolean) : list;
};

/** ISO 3166 codes, from a multiple choice or typed with commas. */
export const countries = (least = 1) =>
  z.preprocess(
    toList,
    z
      .array(z.string().regex(/^[A-Z]{2}$/, "error_country"), { error: "error_country" })
      .min(least, "error_country")
      .max(40, "error_too_many"),
  );

export const id = () => z.uuid("error_choose");
export const optionalId = () => z.preprocess(blankToUndefined, z.uuid("error_choose").optional());
export const ids = () =>
  z.preprocess((value) => toList(value ?? []), z.array(z.uuid("error_choose")).max(60, "error_too_many"));

/** Absent says nothing; an empty list says none. */
export const optionalIds = () =>
  z.preprocess(
    (value) => (value === undefined ? undefined : toList(value)),
    z.array(z.uuid("error_choose")).max(500, "error_too_many").optional(),
  );

/** The version of the record that the form was read at. */
export const version = () => z.preprocess(toNumber, z.number({ error: "error_version" }).int());

type Emptied<Fields> = {
  [Name in keyof Fields]: undefined extends Fields[Name] ? Exclude<Fields[Name], undefined> | null : Fields[Name];
};

/** The fields as they are written over a record: one left empty is emptied, not kept. */
export function emptied<Fields extends object>(fields: Fields): Emptied<Fields> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null])) as Emptied<Fields>;
}
