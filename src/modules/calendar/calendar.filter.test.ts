import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { calendarFilter, feedFilter } from "./calendar.filter.ts";

test("a calendar is asked for days, seen one way, and narrowed", () => {
  expect(understood(calendarFilter, "month=2025-03&year=2025")).toEqual([{ month: "2025-03" }]);
  const narrowed = { view: "week", day: "2025-03-05", what: "delegation", country: "FR", q: "lê" };
  expect(understood(calendarFilter, new URLSearchParams(narrowed).toString())).toEqual([narrowed]);
  expect(understood(calendarFilter, "view=year&what=task")).toEqual([{}, "what", "view"]);
  expect(understood(calendarFilter, "mine=1&unit_path=vufo.ha_noi")).toEqual([{ unit_path: "vufo.ha_noi" }, "mine"]);
  expect(understood(feedFilter, "what=due&country=FR&view=week")).toEqual([{ country: "FR" }, "what"]);
});

test("each is said in its words", () => {
  expect(spoken(calendarFilter)).toEqual({
    q: "search calendar_search",
    what: "choice calendar_what calendar_kind",
    country: "choice list_country",
    mine: "choice list_unit list_mine",
    unit_path: "list_unit",
    view: "calendar_view_label calendar_view",
    month: "filter_month",
    day: "calendar_day",
  });
});
