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

test("several that begin so are none, whatever the language of the names; what is called so is taken", () => {
  const named = [
    { label: "Hội hữu nghị Việt Nam - châu Phi", also: ["Africa Association", "HNVNCP"] },
    { label: "Hội hữu nghị Việt Nam - Pháp", also: ["France Association"] },
    { label: "Anna Bernard (Malaysia)", also: ["Anna Bernard"] },
    { label: "Anna Lind (Thụy Điển)", also: ["Anna Lind"] },
    { label: "An Giang", also: ["France"] },
  ];
  const takes = (typed: string) => meant(named, typed)?.label;
  for (const typed of ["hội hữu nghị", "hội", "anna", "an", "fran", "hoi huu nghi viet nam"])
    expect(takes(typed)).toBeUndefined();
  expect(takes("anna l")).toBe("Anna Lind (Thụy Điển)");
  expect(takes("anna bernard")).toBe("Anna Bernard (Malaysia)");
  expect(takes("hội hữu nghị việt nam - p")).toBe("Hội hữu nghị Việt Nam - Pháp");
  expect(takes("France")).toBe("An Giang");
  expect(takes("HNVNCP")).toBe("Hội hữu nghị Việt Nam - châu Phi");
});

test.each([
  ["hoà khoẻ thuý hoạ xoè Hoà", "hòa khỏe thúy họa xòe Hòa"],
  ["quý hoàn thuyền", "quý hoàn thuyền"],
])("%s", (given, expected) => {
  expect(oneTonePlace(given)).toBe(expected);
});
