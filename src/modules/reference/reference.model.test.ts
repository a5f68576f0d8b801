import { expect, test } from "vitest";
import { anniversariesBetween, anniversaryIn } from "./reference.model.ts";

test("a founding on 29 February is kept on the 28th in a common year", () => {
  expect(anniversaryIn("1992-02-29", 2027)).toBe("2027-02-28");
  expect(anniversaryIn("1992-02-29", 2028)).toBe("2028-02-29");
  // A century has a leap day only every fourth time.
  expect(anniversaryIn("1892-02-29", 1900)).toBe("1900-02-28");
  expect(anniversaryIn("1892-02-29", 2000)).toBe("2000-02-29");
  expect(anniversaryIn("1992-02-28", 2027)).toBe("2027-02-28");
});

test("of relations whose day nobody knows there is no anniversary day", () => {
  const antigua = { iso2: "AG", kind: "relations" as const, founded_on: "2013-01-01", precision: "year" };
  const span = { from: "2018-01-01", to: "2033-12-31", every: 5 };
  expect(anniversariesBetween(antigua, span)).toEqual([]);
  expect(anniversariesBetween({ ...antigua, precision: "day" }, span)).toHaveLength(4);
});

test("only round years inside the span count, both ends included", () => {
  const france = { iso2: "FR", kind: "relations" as const, founded_on: "1973-04-12" };
  const span = { from: "2023-04-12", to: "2028-04-12", every: 5 };
  expect(anniversariesBetween(france, span).map((one) => one.years)).toEqual([50, 55]);
  expect(anniversariesBetween(france, { ...span, from: "2023-04-13" }).map((one) => one.years)).toEqual([55]);
  expect(anniversariesBetween(france, { ...span, to: "2028-04-11" }).map((one) => one.years)).toEqual([50]);
  expect(anniversariesBetween(france, { ...span, every: 50 })).toEqual([
    { ...france, falls_on: "2023-04-12", years: 50 },
  ]);
  expect(anniversariesBetween(france, { from: "1973-01-01", to: "1973-12-31", every: 5 })).toEqual([]);
});
