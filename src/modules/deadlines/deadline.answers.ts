import { z } from "zod";
import { day, flag } from "#platform/answers.ts";

/** The due day and each day on the way to it: whether it counted, and why not. `to_be_confirmed` is a day off that is reckoned and not announced. */
export const dueAnswer = z.object({
  due: day(),
  to_be_confirmed: flag(),
  days: z.array(
    z.object({
      date: day(),
      counted: flag(),
      why: z.enum(["counted", "holiday", "weekend", "paused", "rolled", "swap_working"]),
      to_be_confirmed: flag(),
    }),
  ),
});
