import { expect, test } from "vitest";
import { readDayLines } from "./reference-days.model.ts";

test.each([
  ["2027-01-01 New Year", [["2027-01-01", "New Year"]]],
  [
    "2027-01-01\tNew Year\n\n2027-03-17; St Patrick's Day",
    [
      ["2027-01-01", "New Year"],
      ["2027-03-17", "St Patrick's Day"],
    ],
  ],
  ["01/05/2027 Fête du Travail", [["2027-05-01", "Fête du Travail"]]],
  ["1 January 2027; New Year", [["2027-01-01", "New Year"]]],
  ["17/3/2027\tSt Patrick's  Day", [["2027-03-17", "St Patrick's Day"]]],
  ["2027-01-01 New Year\n2027-01-01 New Year's Day", [["2027-01-01", "New Year's Day"]]],
])("%j is read", (text, days) => {
  expect(readDayLines(text)).toEqual({ days: days.map(([on_date, name]) => ({ on_date, name })), wrong: undefined });
});

test.each([
  ["2027-01-01 New Year\nEaster", 2],
  ["2027-02-30 None", 1],
  ["2027-01-01", 1],
  ["about 3 April 2027; Perhaps", 1],
  ["3-6 April 2027; Several", 1],
  ["\n\n3/2027; A month", 3],
])("%j is refused at its line", (text, wrong) => {
  expect(readDayLines(text)).toEqual({ days: [], wrong });
});
