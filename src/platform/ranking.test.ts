import { expect, test } from "vitest";
import { meant, oneTonePlace, ranked } from "./ranking.ts";

test("the best comes first: whole, beginning, beginning of a word, within; other marks last", () => {
  const named = ["Quỹ Nhật", "Nhật Bản", "Thống nhất", "Nhật", "Nhát", "Hữu nghị"].map((label) => ({ label }));
  expect(ranked(named, "nhật").map((one) => one.label)).toEqual(["Nhật", "Nhật Bản", "Quỹ Nhật", "Nhát", "Thống nhất"]);
  expect(ranked(named, "").length).toBe(named.length);
  expect(ranked(named, "--")).toEqual([]);
  expect(ranked(named, "nghi huu").map((one) => one.label)).toEqual(["Hữu nghị"]);
  expect(meant(named, "nghi huu")).toBeUndefined();
});

test("two of the same name are not told apart", () => {
  const named = [{ label: "Hội Hoà bình" }, { label: "Hội Hòa Bình" }, { label: "Hội Hòa bình Pháp" }];
  expect(meant(named, "hội hòa bình")).toBeUndefined();
  expect(meant(named, "hội hoà bình ph")).toBe(named[2]);
});

test.each([
  ["hoà khoẻ thuý hoạ xoè Hoà", "hòa khỏe thúy họa xòe Hòa"],
  ["quý hoàn thuyền", "quý hoàn thuyền"],
])("%s", (given, expected) => {
  expect(oneTonePlace(given)).toBe(expected);
});
