import { describe, expect, test } from "vitest";
import { figureAddress, recordsAddress } from "./figure.model.ts";

describe.each(["then", "now"] as const)("a link to a figure of the tree as %s", (tree) => {
  const scope = { year: 2024, asOf: "2024-12-15", unitId: "0197a3c0-1111-7222-8333-444455556666", tree };
  const asked = { year: "2024", as_of: scope.asOf, unit: scope.unitId, tree };

  test.each([
    ["a page", figureAddress, "/reports/figures/delegations_out"],
    ["a call", recordsAddress, "/api/v1/indicators/delegations_out/records"],
  ])("carries all that it was counted by, for %s", (_for, address, path) => {
    for (const by of [{}, { month: "2024-03" }, { country: "FR", kind: "visit" }]) {
      const url = new URL(address("delegations_out", scope, by), "http://amity.test");
      expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([path, { ...asked, ...by }]);
    }
  });
});
