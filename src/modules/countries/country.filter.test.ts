import { expect, test } from "vitest";
import { spoken, understood } from "#platform/filter.fixtures.ts";
import { anniversaryFilter, countryFilter, dossierFilter } from "./country.filter.ts";

test("countries, a dossier and anniversaries are asked for what they know", () => {
  expect(understood(countryFilter, "q=phap&year=2025")).toEqual([{ q: "phap" }]);
  expect(understood(dossierFilter, "q=phap&year=2025")).toEqual([{ year: "2025" }]);
  expect(understood(dossierFilter, "unit=ha_noi")).toEqual([{ unit: "ha_noi" }]);
  const span = { from: "2025-01-01", to: "2025-12-31", every: 5 };
  expect(understood(anniversaryFilter, "from=2025-01-01&to=2025-12-31&every=5")).toEqual([span]);
  expect(understood(anniversaryFilter, "from=x&to=y&every=201")).toEqual([{}, "from", "to", "every"]);
  expect(spoken(anniversaryFilter)).toEqual({ from: "date log_from", to: "date log_to", every: "anniversary_every" });
});
