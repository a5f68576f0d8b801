import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { CURSORS, flag, paging, search } from "#platform/filter.ts";

export const peopleFilter = z.object({
  q: search("people_find"),
  ended: flag({ label: "people_when", says: "people_ended", blank: "people_running" }),
  ...paging(CURSORS.id),
});

export type PeopleFilter = Filter<typeof peopleFilter>;
