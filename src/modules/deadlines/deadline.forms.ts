import { z } from "zod";
import { choice, day, optionalText } from "#platform/forms.ts";
import { homeCalendar } from "#platform/home.ts";

export const calculateForm = z.object({
  start: day(),
  length: z.number({ error: "error_number" }).int("error_number").min(1, "error_number").max(1000, "error_number"),
  unit: choice(["working", "calendar"]),
  pauses: z
    .array(z.tuple([day(), day()]).refine(([from, to]) => from <= to, "rule_end_before_start"))
    .max(50, "error_too_many")
    .default([]),
  calendar: optionalText(20)
    .transform((said) => said ?? homeCalendar())
    .refine((said) => said === homeCalendar(), "error_choose"),
});
