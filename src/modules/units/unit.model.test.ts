import { expect, test } from "vitest";
import { childPath } from "./unit.model.ts";

test("a unit stands below its parent by its code", () => {
  expect(childPath("vufo.ha_noi", "ha_noi_fr")).toBe("vufo.ha_noi.ha_noi_fr");
});
