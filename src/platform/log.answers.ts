import { z } from "zod";
import { instant, key, number, text, textOrNone } from "./answers.ts";

/** An event of the security log; `what` is small and flat, and its names depend on the kind. */
export const eventAnswer = z.object({
  id: number(),
  at: instant(),
  kind: text(),
  user_name: textOrNone(),
  email: textOrNone(),
  from_address: textOrNone(),
  request_id: textOrNone(),
  what: z.record(z.string(), z.unknown()),
  times: number(),
});

/** How a letter stands; what is in it is its reader's alone. */
export const letterAnswer = z.object({
  id: key(),
  recipient: text(),
  subject: text(),
  state: text(),
  attempts: number(),
  answer: textOrNone(),
  answered_at: instant().nullable(),
  next_at: instant().nullable(),
  created_at: instant(),
  sent_at: instant().nullable(),
});
