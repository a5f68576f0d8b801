import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { country, flag, linked, linkedDay, month, oneOf, search, unitPath } from "#platform/filter.ts";

/** How its days are shown: as squares, as seven columns, as a list. */
export const VIEWS = ["month", "week", "list"] as const;
/** What stands on its days: what is held, who goes or comes, what is due, and the days that countries remember. */
export const ENTRY_KINDS = ["activity", "delegation", "due", "anniversary", "national_day"] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** `day` is shown whole and says which week; `q` looks in titles and among those who travel. */
export const calendarFilter = z
  .object({
    q: search("calendar_search"),
    what: oneOf(ENTRY_KINDS, { label: "calendar_what", says: "calendar_kind" }),
    country: country(),
    mine: flag({ label: "list_unit", says: "list_mine" }),
    unit_path: unitPath(),
    view: linked(VIEWS, { label: "calendar_view_label", says: "calendar_view" }),
    month: month(),
    day: linkedDay("calendar_day"),
  })
  // A calendar is of one unit: of the reader's or of another.
  .refine((asked) => !(asked.mine && asked.unit_path), { path: ["mine"] });

/** What a feed may be narrowed to. */
const FED = ["activity", "delegation"] as const;
export const feedFilter = z.object({
  what: oneOf(FED, { label: "calendar_what", says: "calendar_kind" }),
  country: country(),
});

export type CalendarFilter = Filter<typeof calendarFilter>;
