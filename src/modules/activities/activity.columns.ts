import type { ColumnSet } from "#platform/columns.ts";
import { OWN_NUMBER, count, countries, day, oneOf, words, yes } from "#platform/columns.ts";
import { recordForm } from "./activity.forms.ts";
import { ACTIVITY_KINDS } from "./activity.model.ts";

export const ACTIVITY_COLUMNS: ColumnSet = {
  table: "activity",
  form: recordForm,
  identity: ["title", "starts_on", "place", "countries"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã hoạt động"], en: ["Code", "ID"] },
    {
      name: "title",
      vi: ["Tên hoạt động", "Hoạt động", "Nội dung"],
      en: ["Title", "Activity"],
      as: words,
      required: true,
    },
    {
      name: "starts_on",
      vi: ["Ngày", "Ngày tổ chức", "Thời gian"],
      en: ["Date", "Day"],
      as: day,
      required: true,
    },
    {
      name: "kind",
      vi: ["Loại", "Loại hình", "Hình thức"],
      en: ["Kind", "Type"],
      as: oneOf("activity_kind", ACTIVITY_KINDS),
      otherwise: "other",
    },
    {
      name: "countries",
      vi: ["Nước", "Quốc gia", "Đối tác nước"],
      en: ["Country", "Countries"],
      as: countries,
      otherwise: [],
    },
    { name: "unit", vi: ["Đơn vị chủ trì", "Đơn vị", "Chủ trì"], en: ["Unit", "Host"] },
    { name: "place", vi: ["Địa điểm", "Nơi tổ chức"], en: ["Place", "Venue"], as: words },
    {
      name: "participants",
      vi: ["Số người", "Số người tham dự", "Số đại biểu"],
      en: ["Participants"],
      as: count,
    },
    { name: "result", vi: ["Kết quả", "Ghi chú"], en: ["Result", "Note"], as: words },
    { name: "is_multilateral", vi: ["Đa phương"], en: ["Multilateral"], as: yes },
  ],
};
