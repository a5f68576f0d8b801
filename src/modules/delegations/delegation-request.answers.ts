import { z } from "zod";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { day, key, named, page, text } from "#platform/answers.ts";
import { REQUEST_STATES } from "./delegation-request.filter.ts";

/** Questions about visits: who asked whom, by when, and how each stands. */
export const requestsAnswer = page(
  z.object({
    id: key(),
    title: text(),
    kind: z.enum(QUESTIONS),
    due_on: day(),
    asker_unit_id: key(),
    ...named("asker_name"),
    ...named("to_name"),
    state: z.enum(REQUEST_STATES),
  }),
);
