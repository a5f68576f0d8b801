import type { ListThatIs } from "#platform/kinds.ts";
import { listsThatAre } from "#platform/kinds.ts";
import { fold } from "./value.model.ts";

export const IMPORT_KINDS = listsThatAre("imported");
export type ImportKind = ListThatIs<"imported">;

export type Column = { field: string; required?: boolean; headings: string[] };

/** The headings that offices use, Vietnamese and English; the first is the one we name. */
export const COLUMNS: Record<ImportKind, Column[]> = {
  activities: [
    { field: "code", headings: ["Mã", "Mã hoạt động", "Code", "ID"] },
    { field: "title", required: true, headings: ["Tên hoạt động", "Hoạt động", "Nội dung", "Title", "Activity"] },
    { field: "starts_on", required: true, headings: ["Ngày", "Ngày tổ chức", "Thời gian", "Date", "Day"] },
    { field: "kind", headings: ["Loại", "Loại hình", "Hình thức", "Kind", "Type"] },
    { field: "countries", headings: ["Nước", "Quốc gia", "Đối tác nước", "Country", "Countries"] },
    { field: "unit", headings: ["Đơn vị chủ trì", "Đơn vị", "Chủ trì", "Unit", "Host"] },
    { field: "place", headings: ["Địa điểm", "Nơi tổ chức", "Place", "Venue"] },
    { field: "participants", headings: ["Số người", "Số người tham dự", "Số đại biểu", "Participants"] },
    { field: "result", headings: ["Kết quả", "Ghi chú", "Result", "Note"] },
    { field: "is_multilateral", headings: ["Đa phương", "Multilateral"] },
  ],
  delegations: [
    { field: "code", headings: ["Mã", "Mã đoàn", "Code", "ID"] },
    { field: "title", required: true, headings: ["Tên đoàn", "Đoàn", "Nội dung", "Title", "Delegation"] },
    { field: "direction", required: true, headings: ["Chiều", "Loại đoàn", "Đoàn ra đoàn vào", "Direction"] },
    { field: "departs_on", required: true, headings: ["Ngày đi", "Từ ngày", "Departure", "From"] },
    { field: "returns_on", required: true, headings: ["Ngày về", "Đến ngày", "Return", "Until"] },
    { field: "countries", required: true, headings: ["Nước", "Quốc gia", "Country", "Countries"] },
    { field: "unit", headings: ["Đơn vị", "Đơn vị chủ trì", "Unit"] },
    { field: "head_name", headings: ["Trưởng đoàn", "Head"] },
    { field: "member_count", headings: ["Số người", "Số thành viên", "Members"] },
    { field: "purpose", headings: ["Mục đích", "Purpose"] },
  ],
  partners: [
    { field: "code", headings: ["Mã", "Mã đối tác", "Code", "ID"] },
    { field: "name", required: true, headings: ["Tên", "Tên đối tác", "Tên tổ chức", "Name", "Partner"] },
    { field: "name_vi", headings: ["Tên tiếng Việt", "Vietnamese name"] },
    { field: "kind", headings: ["Loại", "Loại hình", "Kind", "Type"] },
    { field: "countries", required: true, headings: ["Nước", "Quốc gia", "Country"] },
    { field: "unit", headings: ["Đơn vị", "Đơn vị phụ trách", "Unit"] },
    { field: "city", headings: ["Thành phố", "City"] },
    { field: "first_contact_on", headings: ["Liên hệ đầu tiên", "First contact"] },
    { field: "fields", headings: ["Lĩnh vực", "Fields"] },
  ],
};

/** Which column of the sheet holds which field; an exact heading before one that begins with it. */
export function findColumns(kind: ImportKind, heading: string[]): Record<string, number> {
  const cells = heading.map(fold);
  const found: Record<string, number> = {};
  const taken = new Set<number>();
  for (const isExact of [true, false]) {
    for (const column of COLUMNS[kind]) {
      if (column.field in found) continue;
      const names = column.headings.map(fold);
      const at = cells.findIndex(
        (cell, index) =>
          cell !== "" &&
          !taken.has(index) &&
          names.some((name) => (isExact ? cell === name : cell.startsWith(`${name} `))),
      );
      if (at === -1) continue;
      found[column.field] = at;
      taken.add(at);
    }
  }
  return found;
}

export function missingColumns(kind: ImportKind, found: Record<string, number>): string[] {
  return COLUMNS[kind]
    .filter((column) => column.required && !(column.field in found))
    .map((column) => column.headings[0] ?? column.field);
}
