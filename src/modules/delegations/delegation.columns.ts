import type { CellKind, ColumnSet } from "#platform/columns.ts";
import { OWN_NUMBER, count, countries, day, words } from "#platform/columns.ts";
import { fold } from "#platform/typed.ts";
import { draftForm } from "./delegation.forms.ts";

const DIRECTIONS = new Map([
  ...["ra", "doan ra", "out", "outgoing", "outbound"].map((said) => [said, "outgoing"] as const),
  ...["vao", "doan vao", "in", "incoming", "inbound"].map((said) => [said, "incoming"] as const),
]);

/** "Đoàn ra", "ra", "Outgoing"; "Đoàn vào", "vào", "Incoming": the whole cell, for "India" begins with "in". */
const direction: CellKind = {
  type: "delegation_direction",
  read: (text, _reading, refuse) => {
    const said = DIRECTIONS.get(fold(text));
    if (!said) refuse("import_direction");
    // A refused row is read on, so that all its faults are said at once.
    return said ?? "outgoing";
  },
};

export const DELEGATION_COLUMNS: ColumnSet = {
  table: "delegation",
  form: draftForm,
  identity: ["title", "departs_on", "returns_on", "countries"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã đoàn"], en: ["Code", "ID"] },
    { name: "title", vi: ["Tên đoàn", "Đoàn", "Nội dung"], en: ["Title", "Delegation"], as: words, required: true },
    {
      name: "direction",
      vi: ["Chiều", "Loại đoàn", "Đoàn ra đoàn vào"],
      en: ["Direction"],
      as: direction,
      required: true,
    },
    { name: "departs_on", vi: ["Ngày đi", "Từ ngày"], en: ["Departure", "From"], as: day, required: true },
    { name: "returns_on", vi: ["Ngày về", "Đến ngày"], en: ["Return", "Until"], as: day, required: true },
    { name: "countries", vi: ["Nước", "Quốc gia"], en: ["Country", "Countries"], as: countries, required: true },
    { name: "unit", vi: ["Đơn vị", "Đơn vị chủ trì"], en: ["Unit"] },
    { name: "head_name", vi: ["Trưởng đoàn"], en: ["Head"], as: words },
    { name: "member_count", vi: ["Số người", "Số thành viên"], en: ["Members"], as: count, otherwise: 0 },
    { name: "purpose", vi: ["Mục đích"], en: ["Purpose"], as: words },
  ],
};
