import { z } from "zod";
import { day, dayOrNone, flag, key, named, number, text, textOrNone } from "#platform/answers.ts";
import { HOSTING_STATUSES } from "./delegation-hosting.model.ts";

/** What a unit was asked to do for guests, and what it said. */
export const hostingAnswer = z.object({
  id: key(),
  version: number(),
  delegation_id: key(),
  unit_id: key(),
  ...named("host_name"),
  asker_unit_id: key(),
  ...named("asker_name"),
  asker_path: text(),
  title: text(),
  from_on: day(),
  until_on: day(),
  wish: text(),
  due_on: day(),
  shows_head: flag(),
  shows_needs: flag(),
  status: z.enum(HOSTING_STATUSES),
  remark: textOrNone(),
  contact_name: textOrNone(),
  contact_phone: textOrNone(),
  interpreter: textOrNone(),
  car: textOrNone(),
  answered_on: dayOrNone(),
  answered_by_name: textOrNone(),
  created_by: key().nullable(),
});
