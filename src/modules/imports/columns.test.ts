import { describe, expect, test } from "vitest";
import { tableColumns } from "#platform/columns.ts";
import type { ImportKind } from "./column.model.ts";
import { findColumns, missingColumns } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";

/** Under which headings offices write what, the first as we call it. */
const HEADINGS: Record<ImportKind, Record<string, string[]>> = {
  activities: {
    code: ["Mã", "Mã hoạt động", "Code", "ID"],
    title: ["Tên hoạt động", "Hoạt động", "Nội dung", "Title", "Activity"],
    starts_on: ["Ngày", "Ngày tổ chức", "Thời gian", "Date", "Day"],
    kind: ["Loại", "Loại hình", "Hình thức", "Kind", "Type"],
    countries: ["Nước", "Quốc gia", "Đối tác nước", "Country", "Countries"],
    unit: ["Đơn vị chủ trì", "Đơn vị", "Chủ trì", "Unit", "Host"],
    place: ["Địa điểm", "Nơi tổ chức", "Place", "Venue"],
    participants: ["Số người", "Số người tham dự", "Số đại biểu", "Participants"],
    result: ["Kết quả", "Ghi chú", "Result", "Note"],
    is_multilateral: ["Đa phương", "Multilateral"],
  },
  delegations: {
    code: ["Mã", "Mã đoàn", "Code", "ID"],
    title: ["Tên đoàn", "Đoàn", "Nội dung", "Title", "Delegation"],
    direction: ["Loại đoàn", "Chiều", "Đoàn ra đoàn vào", "Direction", "Outgoing or incoming"],
    departs_on: ["Ngày bắt đầu", "Ngày đi", "Ngày đến", "Từ ngày", "Departure", "From", "First day"],
    returns_on: ["Ngày kết thúc", "Ngày về", "Ngày rời", "Đến ngày", "Return", "Until", "Last day"],
    countries: ["Nước", "Quốc gia", "Country", "Countries"],
    unit: ["Đơn vị", "Đơn vị chủ trì", "Unit"],
    head_name: ["Trưởng đoàn", "Head"],
    member_count: ["Số người", "Số thành viên", "Members"],
    purpose: ["Mục đích", "Purpose"],
    asked_by: ["Bên đề nghị đón", "Cơ quan đề nghị đón", "Visit asked for by"],
    reception_level: ["Mức đón tiếp", "Cấp đón", "Level of reception"],
  },
  partners: {
    code: ["Mã", "Mã đối tác", "Code", "ID"],
    name: ["Tên", "Tên đối tác", "Tên tổ chức", "Name", "Partner"],
    kind: ["Loại", "Loại hình", "Kind", "Type"],
    country_iso2: ["Nước", "Quốc gia", "Country"],
    unit: ["Đơn vị", "Đơn vị phụ trách", "Unit"],
    city: ["Thành phố", "City"],
    first_contact_on: ["Liên hệ đầu tiên", "First contact"],
    fields: ["Lĩnh vực", "Fields"],
  },
};
const MUST_HAVE: Record<ImportKind, string[]> = {
  activities: ["title", "starts_on"],
  delegations: ["title", "direction", "departs_on", "returns_on", "countries"],
  partners: ["name", "country_iso2"],
};

describe.each(Object.keys(HEADINGS) as ImportKind[])("%s", (kind) => {
  const { set } = IMPORTABLE[kind];
  test.each(Object.entries(HEADINGS[kind]))("%s stands under %j", (name, headings) => {
    for (const heading of headings) expect(findColumns(set, [heading])).toEqual({ [name]: 0 });
    expect(set.columns.find((column) => column.name === name)?.vi[0]).toBe(headings[0]);
  });

  test("a sheet must have these", () => {
    expect(missingColumns(set, {}).map((column) => column.name)).toEqual(MUST_HAVE[kind]);
  });
});

test("code and unit are no columns of the table, the others are, each of its type", () => {
  expect(tableColumns(IMPORTABLE.delegations.set)).toEqual([
    { name: "title", type: "text" },
    { name: "direction", type: "delegation_direction" },
    { name: "departs_on", type: "date" },
    { name: "returns_on", type: "date" },
    { name: "countries", type: "text[]" },
    { name: "head_name", type: "text" },
    { name: "member_count", type: "integer" },
    { name: "purpose", type: "text" },
    { name: "asked_by", type: "text" },
    { name: "reception_level", type: "text" },
  ]);
});

/** What stands in sheets of offices and says something else than what it begins with. */
const NEVER = [
  ...["Ngày duyệt kế hoạch", "Ngày báo cáo", "Ngày chi", "Date of birth", "Date approved", "Ngày sinh", "Ngày ký"],
  ...[
    "Số người phục vụ",
    "Số người nữ",
    "Số người duyệt",
    "Participants (women)",
    "Members abroad",
    "Số người dự kiến",
  ],
  ...["Nước tài trợ", "Country of birth", "Country of origin", "Country code", "Quốc gia tài trợ"],
  ...["Tên người lập", "Name of contact", "Title of person", "Title of head", "Tên người liên hệ", "Activity budget"],
  ...["Đơn vị tính", "Unit price", "Kết quả dự kiến", "Result expected", "Nội dung chi", "Note to file"],
  ...["From whom", "Until when", "Return ticket", "Head count", "Trưởng đoàn cũ", "Loại tiền", "Type of visa"],
  ...[
    "Lĩnh vực tài trợ",
    "Địa điểm ăn",
    "Place of birth",
    "City code",
    "Mã hoạt động cha",
    "Purpose code",
    "Mã Amity cũ",
  ],
];

test.each(Object.keys(HEADINGS) as ImportKind[])("no heading of %s is known by its beginning", (kind) => {
  const { set } = IMPORTABLE[kind];
  expect(NEVER.filter((heading) => Object.keys(findColumns(set, [heading])).length > 0)).toEqual([]);
  const begun = set.columns.flatMap(({ vi, en }) => [...vi, ...en]).map((name) => `${name} qwerty`);
  expect(begun.filter((heading) => Object.keys(findColumns(set, [heading])).length > 0)).toEqual([]);
});
