import { describe, expect, test } from "vitest";
import { KNOWN_COUNTRIES } from "#modules/reference/country-names.fixtures.ts";
import { today } from "#platform/time.ts";
import { wholeKeyOf } from "#platform/identity.ts";
import type { ImportKind } from "./column.model.ts";
import { columnOf, headingOf } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import type { Problem } from "./row.server.ts";
import { readRow } from "./row.server.ts";
import { sayTold } from "./told.server.ts";

const own = { id: "1", path: "union", kind: "union" };
const lists = {
  countries: KNOWN_COUNTRIES,
  units: new Map([["ha noi", { id: "2", path: "union.ha_noi", kind: "provincial_union" }]]),
  own,
  kinds: [],
};

type Cells = Record<string, string>;
/** A row that is understood whole; each test changes what it is about. */
const WHOLE: Record<ImportKind, Cells> = {
  activities: { title: "Gặp gỡ", starts_on: "5/9/2024", countries: "Pháp" },
  delegations: { title: "Đoàn", direction: "ra", departs_on: "1/3/2024", returns_on: "5/3/2024", countries: "Lào" },
  partners: { name: "Hội", country_iso2: "Pháp" },
};

function read(kind: ImportKind, changed: Cells = {}) {
  const cells: Cells = { ...WHOLE[kind], ...changed };
  const columns = Object.fromEntries(Object.keys(cells).map((name, at) => [name, at]));
  const problems: Problem[] = [];
  const sheet = { number: 7, cells: Object.values(cells), formulas: [], fractions: [] };
  const row = readRow({ row: sheet, lists, problems, set: IMPORTABLE[kind].set, columns, leaveHome: () => undefined });
  const { set } = IMPORTABLE[kind];
  const said = problems.map((one) => ({
    ...one,
    column: one.column && headingOf(columnOf(set, one.column)),
    message: sayTold(one, { set, countries: {} }),
  }));
  return { row, problems: said };
}

test("a row holds a value for each column, what is empty means what its column says", () => {
  expect(read("activities", { participants: "1.200", unit: "Hà Nội" }).row).toEqual({
    line: 7,
    unit: lists.units.get("ha noi"),
    given: new Set(["title", "starts_on", "countries", "participants", "unit"]),
    values: {
      title: "Gặp gỡ",
      starts_on: "2024-09-05",
      kind: "other",
      countries: ["FR"],
      participants: 1200,
      is_multilateral: false,
      place: undefined,
      result: undefined,
    },
  });
  expect(read("delegations").row).toMatchObject({ unit: own, values: { direction: "outgoing", member_count: 0 } });
  expect(read("partners").row).toMatchObject({ values: { kind: "peoples_organization", country_iso2: "FR" } });
});

test("what the form makes of a text is what is written", () => {
  expect(read("activities", { title: "Gặp\0 gỡ" }).row?.values.title).toBe("Gặp gỡ");
});

test.each([
  ["ra", "outgoing"],
  ["Đoàn ra", "outgoing"],
  ["Outgoing", "outgoing"],
  ["vào", "incoming"],
  ["ĐOÀN VÀO", "incoming"],
  ["Incoming", "incoming"],
  ["đoàn vào ra", undefined],
  ["sẽ ra", undefined],
  ["ra vào", undefined],
  ["check out", undefined],
  ["check in", undefined],
])("the direction %s is %s", (direction, is) => {
  expect(read("delegations", { direction }).row?.values.direction).toBe(is);
});

test.each([
  ["x", true],
  ["Có", true],
  ["không", false],
])("an activity with %j under many sides: %s", (is_multilateral, is) => {
  expect(read("activities", { is_multilateral }).row?.values.is_multilateral).toBe(is);
});

test("an activity held today has been held, and one with nobody from abroad has no country", () => {
  const [year, month, day] = today().split("-");
  const { row } = read("activities", { starts_on: `${day}/${month}/${year}`, countries: "" });
  expect(row?.values).toMatchObject({ starts_on: today(), countries: [] });
});

test("nobody is a number of people too", () => {
  expect(read("delegations", { member_count: "0" }).row?.values.member_count).toBe(0);
});

const wholeKey = (kind: ImportKind, cells: Cells = {}) =>
  wholeKeyOf(IMPORTABLE[kind].set, read(kind, cells).row?.values ?? {});

test.each<[ImportKind, Cells, boolean]>([
  ["activities", {}, true],
  ["activities", { result: "x" }, true],
  ["activities", { title: "  GẶP   gỡ " }, true],
  ["activities", { title: "Gặp gỡ".normalize("NFD") }, true],
  ["activities", { title: "Gặp gõ" }, false],
  ["activities", { title: "Gap go" }, false],
  ["activities", { starts_on: "6/9/2024" }, false],
  ["activities", { place: "Huế" }, false],
  ["activities", { countries: "Lào" }, false],
  ["delegations", { purpose: "x" }, true],
  ["delegations", { title: "Đoán" }, false],
  ["delegations", { departs_on: "2/3/2024" }, false],
  ["delegations", { returns_on: "6/3/2024" }, false],
  ["delegations", { countries: "Lào, Pháp" }, false],
  ["partners", { kind: "foundation" }, true],
  ["partners", { code: "A-1" }, true],
  ["partners", { name: "Hồi" }, false],
  ["partners", { country_iso2: "Lào" }, false],
])("%s with %j is the same record: %s", (kind, changed, isSame) => {
  expect(wholeKey(kind, changed) === wholeKey(kind)).toBe(isSame);
});

test("several countries are the same in any order", () => {
  expect(wholeKey("activities", { countries: "Lào, Pháp" })).toBe(wholeKey("activities", { countries: "Pháp; Lào" }));
});

test("Amity's own number names a record, with the version that it was taken out as, and needs no unit that is known", () => {
  const id = "0197a3c0-1111-7222-8333-444455556666";
  expect(read("partners", { id, version: "3", unit: "Đơn vị xưa" }).row).toMatchObject({ own: { id, version: 3 } });
  expect(read("partners", { id: id.toUpperCase() }).row?.own).toEqual({ id, version: undefined });
  expect(read("partners", { id: "12" }).problems.map((one) => one.column)).toEqual(["Mã Amity"]);
});

test("an apostrophe with which an export keeps a text from running is none of the text", () => {
  expect(read("activities", { result: "'=1+1", place: "'+84" }).row?.values).toMatchObject({
    result: "=1+1",
    place: "+84",
  });
  expect(read("activities", { result: "''-x", place: "'x'" }).row?.values).toMatchObject({
    result: "'-x",
    place: "'x'",
  });
});

describe("refused, with the heading that is meant", () => {
  test.each<[ImportKind, Cells, string]>([
    ["activities", { title: "" }, "Tên hoạt động"],
    ["activities", { starts_on: "" }, "Ngày"],
    ["activities", { kind: "lạ" }, "Loại"],
    ["activities", { countries: "Pháp, Atlantis" }, "Nước"],
    ["activities", { participants: "-3" }, "Số người"],
    ["activities", { unit: "Lạ" }, "Đơn vị chủ trì"],
    ["delegations", { direction: "" }, "Loại đoàn"],
    ["delegations", { direction: "đâu đó" }, "Loại đoàn"],
    ["delegations", { returns_on: "1/2/2024" }, "Ngày kết thúc"],
    ["delegations", { countries: "" }, "Nước"],
    ["delegations", { member_count: "vài" }, "Số người"],
    ["delegations", { member_count: "-3" }, "Số người"],
    ["delegations", { member_count: "1,5" }, "Số người"],
    ["partners", { country_iso2: "Atlantis" }, "Nước"],
    ["partners", { country_iso2: "" }, "Nước"],
    ["partners", { first_contact_on: "xưa" }, "Liên hệ đầu tiên"],
  ])("%s with %j: %s", (kind, changed, heading) => {
    const { row, problems } = read(kind, changed);
    expect(row).toBeUndefined();
    expect(problems.map((one) => [one.row, one.column])).toEqual([[7, heading]]);
    expect(problems[0]?.message).not.toMatch(/^[a-z_]+$/);
  });

  test.each<[ImportKind, Cells, string]>([
    ["activities", { starts_on: "hôm qua" }, "hôm qua"],
    ["activities", { starts_on: "" }, "để trống"],
    ["delegations", { direction: "" }, "để trống"],
    ["delegations", { countries: "" }, "để trống"],
    ["partners", { name: "" }, "để trống"],
    ["activities", { kind: "lạ" }, "lạ"],
    ["activities", { countries: "Pháp, Atlantis" }, '"Atlantis"'],
    ["activities", { participants: "vài" }, "vài"],
    ["activities", { unit: "Đâu đó" }, "Đâu đó"],
    ["delegations", { direction: "đâu đó" }, "đâu đó"],
  ])("%s with %j says what was typed, or what to type", (kind, changed, typed) => {
    expect(read(kind, changed).problems[0]?.message).toContain(typed);
  });

  test("every fault of a row is said at once", () => {
    const { problems } = read("delegations", { direction: "lạ", returns_on: "1/2/2024", member_count: "vài" });
    expect(problems.map((one) => one.column)).toEqual(["Loại đoàn", "Số người", "Ngày kết thúc"]);
  });
});
