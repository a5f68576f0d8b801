import { expect, test } from "vitest";
import { spoken, understood } from "./filter.fixtures.ts";
import { logFilter } from "./history.filter.ts";
import { addDays, today } from "./time.ts";

test("the log is of the last thirty days where nothing else is said", () => {
  const usual = { from: addDays(today(), -30), to: today() };
  expect(understood(logFilter, "")).toEqual([usual]);
  const asked = { from: "2025-01-01", to: "2025-02-01", who: "lan", kind: "aid_project" };
  expect(understood(logFilter, new URLSearchParams(asked).toString())).toEqual([asked]);
  expect(understood(logFilter, "from=x&to=y&kind=country")).toEqual([usual, "from", "to", "kind"]);
  expect(spoken(logFilter)).toEqual({
    from: "date log_from",
    to: "date log_to",
    who: "text log_who",
    kind: "choice log_kind_label kind",
  });
});
