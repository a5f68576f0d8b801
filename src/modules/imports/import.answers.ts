import { z } from "zod";
import { instant, key, number, ofRecord, text, textOrNone } from "#platform/answers.ts";

const account = {
  status: text(),
  rows: number(),
  created: number(),
  updated: number(),
  skipped: number(),
  refused: number(),
  remarks: z.array(text()),
};
const problems = z.array(z.object({ row: number(), column: textOrNone(), message: text() }));

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
