import { z } from "zod";

/** Pieces of what calls answer, as JSON has it; tests/answers.test.ts holds them against what is really answered. */
export const key = () => z.guid();
export const day = () => z.iso.date();
/** A day that may be unknown. */
export const dayOrNone = () => day().nullable();
export const instant = () => z.iso.datetime();
export const text = () => z.string();
export const textOrNone = () => z.string().nullable();
export const number = () => z.number();
export const numberOrNone = () => z.number().nullable();
export const flag = () => z.boolean();
const visibility = () => z.enum(["unit", "confidential", "public", "union"]);

const byLanguage = () => z.record(z.string(), z.string());

/** A name of its own with those in other languages, each also under its language. */
export function named<const Name extends string>(column: Name) {
  return {
    [column]: text(),
    [`${column}_in`]: byLanguage(),
    [`${column}_vi`]: textOrNone(),
    [`${column}_en`]: textOrNone(),
  } as { [Field in Name]: z.ZodString } & { [Field in `${Name}_in`]: ReturnType<typeof byLanguage> } & {
    [Field in `${Name}_vi` | `${Name}_en`]: z.ZodNullable<z.ZodString>;
  };
}

/** What every record has beside its own columns. */
export const ofRecord = () => ({
  id: key(),
  unit_id: key(),
  unit_path: text(),
  visibility: visibility(),
  version: number(),
  created_at: instant(),
  created_by: key().nullable(),
  import_id: key().nullable(),
});

/** What every part of a record has that is shown with it. */
export const ofPart = () => ({ id: key(), unit_id: key(), version: number() });

/** A list of these, a page of it; the cursor asks for the next one. */
export const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), next_cursor: textOrNone(), total: number().optional() });
export const items = <Row extends z.ZodType>(row: Row) => z.object({ items: z.array(row) });

/** One row that is shown with the fields of its form, or a record of which nothing more is said. */
export const ofAny = z.looseObject({ id: text() });

export const healthAnswer = z.object({ status: text(), version: text(), database: text() });

/** What every write answers: the record that was written. */
export const written = z.object({ id: text() });

/** A refusal (RFC 9457): the sentence in `detail`, by field in `errors`; what somebody else saved meanwhile in `current`. */
export const problemDocument = z.object({
  type: text(),
  title: text(),
  status: number(),
  detail: text(),
  code: text().optional(),
  errors: z.record(z.string(), z.string()).optional(),
  // Where what was to be entered is already.
  there: text().optional(),
  current: z.record(z.string(), z.unknown()).optional(),
  requestId: text().optional(),
});

/** What happened to a record: each act with its fields in words. */
export const pastAnswer = page(
  z.object({
    id: number(),
    at: instant(),
    when: text(),
    who: text(),
    kind: text(),
    subject_id: text(),
    title: textOrNone(),
    sentence: text(),
    changes: z.array(text()),
  }),
);
