import type { CellKind, ColumnSet, Reading } from "#platform/columns.ts";
import { OWN_NUMBER, count, countries, day, oneOf, words, yes } from "#platform/columns.ts";
import { recordForm } from "./activity.forms.ts";
import { ACTIVITY_KINDS } from "./activity.model.ts";
import { ofName, typedKind } from "./own-kind.model.ts";

/** How offices head these columns. What says more than the name (approved, planned, of the women) is another fact, and stands in none. */
const TITLES = {
  vi: [
    ...["Tên hoạt động", "Hoạt động", "Tên sự kiện", "Sự kiện", "Tên chương trình", "Chương trình", "Tiêu đề"],
    ...["Nội dung hoạt động", "Tên hoạt động, sự kiện", "Hoạt động, sự kiện", "Tên nội dung hoạt động"],
    ...["Hoạt động đối ngoại", "Tên hoạt động đối ngoại", "Hoạt động tại chỗ", "Tên hoạt động tại chỗ"],
  ],
  en: [
    ...["Title", "Activity", "Activity name", "Name of activity", "Activity title", "Title of activity"],
    ...["Event", "Event name", "Name of event", "Event title", "Name of the activity", "Name of the event"],
  ],
};
const DAYS = {
  vi: [
    ...["Ngày", "Ngày tổ chức", "Thời gian", "Thời gian tổ chức", "Ngày tháng", "Ngày tháng năm", "Ngày tháng tổ chức"],
    ...["Ngày diễn ra", "Thời gian diễn ra", "Ngày thực hiện", "Thời gian thực hiện", "Ngày bắt đầu"],
    ...["Thời gian bắt đầu", "Ngày hoạt động", "Ngày tổ chức hoạt động"],
  ],
  en: [
    ...["Date", "Day", "Start date", "Starts on", "Start", "Date held", "Held on", "Event date", "Date of event"],
    ...["Activity date", "Date of activity", "Date of the activity", "Date of the event"],
  ],
};
const COUNTRIES = {
  vi: [
    ...["Nước", "Quốc gia", "Đối tác nước", "Các nước", "Tên nước", "Nước đối tác", "Quốc gia đối tác"],
    ...["Nước, vùng lãnh thổ", "Quốc gia, vùng lãnh thổ", "Quốc gia và vùng lãnh thổ", "Nước tham gia"],
    ...["Nước tham dự", "Nước liên quan", "Các nước tham gia", "Các nước tham dự"],
  ],
  en: [
    ...["Country", "Countries", "Partner country", "Partner countries", "Country name", "Name of country"],
    ...["Country or territory", "Country/territory", "Countries taking part"],
  ],
};
const PARTICIPANTS = {
  vi: [
    ...["Số người", "Số người tham dự", "Số đại biểu", "Số người tham gia", "Số lượng người", "Số lượt người"],
    ...["Số lượng người tham dự", "Số lượng người tham gia", "Số đại biểu tham dự", "Số lượng đại biểu"],
    ...["Số lượt người tham dự", "Tổng số người", "Tổng số người tham dự", "Tổng số đại biểu"],
  ],
  en: [
    ...["Participants", "Number of participants", "No. of participants", "Attendees", "Number of attendees"],
    ...["Number of people", "Attendance", "People"],
  ],
};

const byName = oneOf("activity_kind", ACTIVITY_KINDS);
/** By the office's names, by those of the reports, else by what stands in the cell. */
function readKind(text: string, reading: Reading): ReturnType<typeof typedKind> {
  const own = ofName(text, reading.kinds);
  if (own) return own;
  const plain = byName.read(text, reading, () => undefined);
  return typeof plain === "string" ? { kind: plain } : typedKind(text, reading.kinds);
}
const KIND: CellKind = {
  ...byName,
  read: (text, reading, refuse) => readKind(text, reading)?.kind ?? refuse("import_kind"),
};
const OWN_KIND: CellKind = { type: "uuid", read: (text, reading) => readKind(text, reading)?.id };

export const ACTIVITY_COLUMNS: ColumnSet = {
  table: "activity",
  form: recordForm,
  identity: ["title", "starts_on", "place", "countries"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã hoạt động", "Mã số", "Ký hiệu"], en: ["Code", "ID", "Activity code"] },
    {
      name: "title",
      vi: TITLES.vi,
      en: TITLES.en,
      lesser: ["Nội dung"],
      as: words,
      required: true,
    },
    {
      name: "starts_on",
      vi: DAYS.vi,
      en: DAYS.en,
      as: day,
      required: true,
    },
    {
      name: "kind",
      vi: ["Loại", "Loại hình", "Hình thức", "Loại hoạt động", "Loại hình hoạt động", "Hình thức hoạt động"],
      en: ["Kind", "Type", "Activity type", "Type of activity", "Kind of activity"],
      as: KIND,
      otherwise: "other",
    },
    { name: "own_kind_id", vi: [], en: [], beside: "kind", as: OWN_KIND },
    {
      name: "countries",
      vi: COUNTRIES.vi,
      en: COUNTRIES.en,
      as: countries,
      otherwise: [],
    },
    {
      name: "unit",
      vi: ["Đơn vị chủ trì", "Đơn vị", "Chủ trì", "Đơn vị tổ chức", "Đơn vị thực hiện", "Cơ quan chủ trì"],
      en: ["Unit", "Host", "Lead", "Lead unit", "Host unit", "Organizer", "Organiser", "Unit in charge"],
    },
    {
      name: "place",
      vi: ["Địa điểm", "Nơi tổ chức", "Địa điểm tổ chức", "Địa điểm diễn ra", "Nơi diễn ra", "Địa điểm thực hiện"],
      en: ["Place", "Venue", "Location"],
      as: words,
    },
    {
      name: "participants",
      vi: PARTICIPANTS.vi,
      en: PARTICIPANTS.en,
      as: count,
    },
    {
      name: "result",
      vi: ["Kết quả", "Kết quả chính", "Kết quả hoạt động", "Kết quả đạt được", "Kết quả nổi bật", "Kết quả thực hiện"],
      en: ["Result", "Results", "Outcome", "Outcomes"],
      lesser: ["Ghi chú", "Note", "Notes", "Remarks"],
      as: words,
    },
    {
      name: "is_multilateral",
      vi: ["Đa phương", "Hoạt động đa phương", "Là đa phương"],
      en: ["Multilateral", "Is multilateral"],
      as: yes,
    },
  ],
};
