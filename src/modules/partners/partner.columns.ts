import type { ColumnSet } from "#platform/columns.ts";
import { OWN_NUMBER, country, oneOf, pastDay, words } from "#platform/columns.ts";
import { registerForm } from "./partner.forms.ts";
import { PARTNER_KINDS } from "./partner.model.ts";

export const PARTNER_COLUMNS: ColumnSet = {
  table: "partner",
  form: registerForm,
  identity: ["name", "country_iso2"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã đối tác"], en: ["Code", "ID"] },
    { name: "name", vi: ["Tên", "Tên đối tác", "Tên tổ chức"], en: ["Name", "Partner"], as: words, required: true },
    { name: "name_vi", vi: ["Tên tiếng Việt"], en: ["Vietnamese name"], as: words, language: "vi" },
    {
      name: "kind",
      vi: ["Loại", "Loại hình"],
      en: ["Kind", "Type"],
      as: oneOf("partner_kind", PARTNER_KINDS),
      otherwise: "peoples_organization",
    },
    { name: "country_iso2", vi: ["Nước", "Quốc gia"], en: ["Country"], as: country, required: true },
    { name: "unit", vi: ["Đơn vị", "Đơn vị phụ trách"], en: ["Unit"] },
    { name: "city", vi: ["Thành phố"], en: ["City"], as: words },
    { name: "first_contact_on", vi: ["Liên hệ đầu tiên"], en: ["First contact"], as: pastDay },
    { name: "fields", vi: ["Lĩnh vực"], en: ["Fields"], as: words },
  ],
};
