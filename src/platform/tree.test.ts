import { expect, test } from "vitest";
import { atOrAbove, isWithin, outermost, requirePath } from "./tree.ts";

test.each(["vufo", "vufo.ha_noi", "a.b1.c_2"])("%s is a place in the tree", (path) => {
  expect(requirePath(path)).toBe(path);
});

test.each(["", "Vufo", "vufo.", ".vufo", "vufo..ha_noi", "vufo.hà_nội", "vufo ha", "x'y", "vufo\n"])(
  "%j is none",
  (path) => {
    expect(() => requirePath(path)).toThrow("rule_no_such_unit");
  },
);

test.each([
  ["vufo.ha_noi", "vufo.ha_noi", true],
  ["vufo.ha_noi.fr", "vufo.ha_noi", true],
  ["vufo.ha_noi", "vufo", true],
  ["vufo", "vufo.ha_noi", false],
  ["vufo.ha_noi_2", "vufo.ha_noi", false],
  ["vufo.hue", "vufo.ha_noi", false],
])("%s lies within %s: %s", (path, above, is) => {
  expect(isWithin(path, above)).toBe(is);
});

test("the outermost are those that lie below no other", () => {
  expect(outermost(["vufo.a.b", "vufo.a", "vufo.c", "vufo.a_2"])).toEqual(["vufo.a", "vufo.c", "vufo.a_2"]);
  expect(outermost(["vufo.a", "vufo", "vufo.c"])).toEqual(["vufo"]);
  expect(outermost([])).toEqual([]);
});

test("above a place are all that its path passes", () => {
  expect(atOrAbove("vufo.ha_noi.fr")).toEqual(["vufo", "vufo.ha_noi", "vufo.ha_noi.fr"]);
  expect(atOrAbove("vufo")).toEqual(["vufo"]);
});
