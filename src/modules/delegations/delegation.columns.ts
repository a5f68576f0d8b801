import type { CellKind, ColumnSet } from "#platform/columns.ts";
import { OWN_NUMBER, count, day, oneOf, someCountries, words } from "#platform/columns.ts";
import { fold } from "#platform/typed.ts";
import { draftForm } from "./delegation.forms.ts";
import { RECEPTION_LEVELS } from "./delegation.model.ts";

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

/** How offices head these columns, each whole. */
const COUNTRIES = {
  vi: [
    ...["Nước", "Quốc gia", "Các nước", "Tên nước", "Nước đến", "Nước đi", "Nước đến thăm", "Nước thăm"],
    ...["Nước công tác", "Nước đến công tác", "Quốc gia đến", "Nước, vùng lãnh thổ", "Quốc gia, vùng lãnh thổ"],
  ],
  en: [
    ...["Country", "Countries", "Destination country", "Country of destination", "Countries visited"],
    ...["Country visited", "Country or territory", "Country/territory", "Country name"],
  ],
};
const MEMBERS = {
  vi: [
    ...["Số người", "Số thành viên", "Số lượng người", "Số lượng thành viên", "Tổng số người"],
    ...["Tổng số thành viên", "Số người trong đoàn", "Số thành viên đoàn", "Số thành viên trong đoàn"],
  ],
  en: ["Members", "Number of members", "No. of members", "Member count", "Number of people", "People"],
};

export const DELEGATION_COLUMNS: ColumnSet = {
  table: "delegation",
  form: draftForm,
  identity: ["title", "departs_on", "returns_on", "countries"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã đoàn", "Mã số", "Ký hiệu"], en: ["Code", "ID", "Delegation code"] },
    {
      name: "title",
      vi: ["Tên đoàn", "Đoàn", "Tên đoàn công tác", "Đoàn công tác", "Tên đoàn đại biểu", "Đoàn đại biểu"],
      en: ["Title", "Delegation", "Delegation name", "Name of delegation", "Name of the delegation"],
      lesser: ["Nội dung"],
      as: words,
      required: true,
    },
    {
      name: "direction",
      vi: ["Loại đoàn", "Chiều", "Đoàn ra đoàn vào", "Đoàn ra/vào", "Chiều đoàn"],
      en: ["Outgoing or incoming", "Direction", "Incoming/outgoing", "Outgoing/incoming", "In/out"],
      as: direction,
      required: true,
    },
    {
      name: "departs_on",
      vi: ["Ngày bắt đầu", "Ngày đi", "Ngày đến", "Từ ngày", "Ngày khởi hành", "Ngày lên đường", "Ngày xuất cảnh"],
      en: [
        "First day",
        "Departure",
        "From",
        "Departure date",
        "Date of departure",
        "Departs on",
        "Start date",
        "From date",
      ],
      as: day,
      required: true,
    },
    {
      name: "returns_on",
      vi: ["Ngày kết thúc", "Ngày về", "Ngày rời", "Đến ngày", "Ngày trở về", "Ngày về nước"],
      en: ["Last day", "Return", "Until", "Return date", "Date of return", "Returns on", "End date", "To date", "To"],
      as: day,
      required: true,
    },
    {
      name: "countries",
      vi: COUNTRIES.vi,
      en: COUNTRIES.en,
      as: someCountries,
      required: true,
    },
    {
      name: "unit",
      vi: ["Đơn vị", "Đơn vị chủ trì", "Chủ trì", "Đơn vị tổ chức", "Cơ quan chủ trì"],
      en: ["Unit", "Lead", "Lead unit", "Unit in charge"],
    },
    {
      name: "head_name",
      vi: ["Trưởng đoàn", "Tên trưởng đoàn", "Họ tên trưởng đoàn", "Họ và tên trưởng đoàn"],
      en: ["Head", "Head of delegation", "Head of the delegation", "Delegation head", "Leader"],
      as: words,
    },
    {
      name: "member_count",
      vi: MEMBERS.vi,
      en: MEMBERS.en,
      as: count,
      otherwise: 0,
    },
    {
      name: "purpose",
      vi: ["Mục đích", "Mục đích chuyến đi", "Mục đích chuyến thăm", "Mục đích chuyến công tác"],
      en: ["Purpose", "Purpose of visit", "Purpose of the visit", "Purpose of the trip"],
      as: words,
    },
    {
      name: "asked_by",
      vi: ["Bên đề nghị đón", "Đơn vị đề nghị đón", "Cơ quan đề nghị đón", "Bên đề nghị"],
      en: ["Visit asked for by", "Asked for by", "Requested by", "Requesting side"],
      as: words,
    },
    {
      name: "reception_level",
      vi: ["Mức đón tiếp", "Mức đón", "Cấp đón", "Cấp đón tiếp"],
      en: ["Level of reception", "Reception level"],
      as: oneOf("reception_level", RECEPTION_LEVELS, "text"),
    },
  ],
};
