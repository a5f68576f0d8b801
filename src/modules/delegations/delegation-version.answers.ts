import { z } from "zod";
import { day, flag, instant, key, number, text, textOrNone } from "#platform/answers.ts";

export const versions = z.array(
  z.object({
    id: key(),
    ordinal: number(),
    is_returned: flag(),
    kept_at: instant(),
    decision_id: key(),
    decided_on: day(),
    decided_by_name: text(),
    decided_by_post: textOrNone(),
    signed_as: z.enum(["KT", "TL", "TUQ"]).nullable(),
    on_behalf_of_name: textOrNone(),
    on_behalf_of_post: textOrNone(),
    ended_at: instant().nullable(),
    reason: textOrNone(),
    papers: z.array(
      z.object({
        id: key(),
        version_id: key(),
        paper: text(),
        number: textOrNone(),
        replaced_by: textOrNone(),
        file_id: key(),
        kept_at: instant(),
      }),
    ),
  }),
);
/** What differs from the file that was decided; what is weighty goes back to who decided. */
export const changes = z.array(
  z.object({
    part: text(),
    name: text(),
    label: text().optional(),
    kind: z.enum(["changed", "added", "removed"]),
    before: z.unknown(),
    after: z.unknown(),
    is_weighty: flag(),
  }),
);
