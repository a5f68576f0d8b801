import { z } from "zod";
import { instant, items, key, number, numberOrNone, ofRecord, text, textOrNone } from "#platform/answers.ts";

const account = {
  status: text(),
  rows: number(),
  created: number(),
  updated: number(),
  skipped: number(),
  refused: number(),
  remarks: z.array(text()),
  /** Which heading of the sheet was read as which column; of accounts from before only the place is known. */
  columns: z.array(z.object({ heading: textOrNone(), number: number(), column: textOrNone(), read_as: textOrNone() })),
};
const problems = z.array(
  z.object({
    row: numberOrNone(),
    column: textOrNone(),
    message: text(),
    kind: text(),
    record_id: key().nullable().optional(),
  }),
);

/** What an upload answers. */
export const importAccount = z.object({ id: key(), ...account, problems });

export const importAnswers = {
  row: z.object({
    ...ofRecord(),
    ...account,
    kind: text(),
    processed: number(),
    failure: textOrNone(),
    file_name: text(),
    file_sha256: text(),
    finished_at: instant().nullable(),
    mapping: z.unknown(),
    import_key: textOrNone(),
    shared_paths: z.array(text()),
    named_user_ids: z.array(key()),
  }),
  one: z.object({ id: key(), ...account, processed: number(), failure: textOrNone(), problems }),
};

const value = z.union([text(), number(), z.array(text())]);
/** How texts were read, in their order. */
export const readingsAnswer = items(
  z.object({
    value: value.nullable(),
    end: value.optional(),
    qualifier: text().optional(),
    currency: text().optional(),
    verdict: z.enum(["understood", "asked", "refused"]),
    message: text(),
  }),
);
