import type { ColumnSet } from "#platform/columns.ts";
import { OWN_NUMBER, country, oneOf, pastDay, words } from "#platform/columns.ts";
import { registerForm } from "./partner.forms.ts";
import { PARTNER_KINDS } from "./partner.model.ts";

/** How offices head the name, each whole. */
const NAMES = {
  vi: [
    ...["Tên", "Tên đối tác", "Tên tổ chức", "Đối tác", "Tổ chức", "Tổ chức đối tác", "Tên tổ chức đối tác"],
    ...["Tên cơ quan, tổ chức", "Tên chính thức", "Tên gọi"],
  ],
  en: [
    ...["Name", "Partner", "Partner name", "Name of partner", "Official name", "Organization", "Organisation"],
    ...["Organization name", "Organisation name", "Name of organization", "Name of organisation"],
    ...["Name of the organization", "Name of the organisation", "Name of the partner"],
  ],
};

export const PARTNER_COLUMNS: ColumnSet = {
  table: "partner",
  form: registerForm,
  identity: ["name", "country_iso2"],
  columns: [
    ...OWN_NUMBER,
    { name: "code", vi: ["Mã", "Mã đối tác", "Mã số", "Ký hiệu"], en: ["Code", "ID", "Partner code"] },
    {
      name: "name",
      vi: NAMES.vi,
      en: NAMES.en,
      lesser: ["Tên tiếng Anh", "English name", "Name in English"],
      as: words,
      required: true,
    },
    {
      name: "name_vi",
      vi: ["Tên tiếng Việt", "Tên đối tác tiếng Việt", "Tên tổ chức tiếng Việt"],
      en: ["Vietnamese name", "Name in Vietnamese"],
      as: words,
      language: "vi",
    },
    {
      name: "kind",
      vi: ["Loại", "Loại hình", "Loại đối tác", "Loại hình đối tác", "Loại tổ chức", "Loại hình tổ chức"],
      en: [
        "Kind",
        "Type",
        "Partner type",
        "Type of partner",
        "Kind of partner",
        "Organization type",
        "Organisation type",
      ],
      as: oneOf("partner_kind", PARTNER_KINDS),
      otherwise: "peoples_organization",
    },
    {
      name: "country_iso2",
      vi: ["Nước", "Quốc gia", "Tên nước", "Nước, vùng lãnh thổ", "Quốc gia, vùng lãnh thổ"],
      en: ["Country", "Country or territory", "Country/territory", "Country name", "Name of country"],
      as: country,
      required: true,
    },
    {
      name: "unit",
      vi: ["Đơn vị", "Đơn vị phụ trách", "Đơn vị quản lý", "Đơn vị theo dõi"],
      en: ["Unit", "Unit in charge", "Responsible unit"],
    },
    { name: "city", vi: ["Thành phố", "Tên thành phố"], en: ["City", "Town"], as: words },
    {
      name: "first_contact_on",
      vi: ["Liên hệ đầu tiên", "Ngày liên hệ đầu tiên", "Liên hệ lần đầu", "Ngày liên hệ lần đầu"],
      en: ["First contact", "First contact on", "Date of first contact"],
      as: pastDay,
    },
    {
      name: "fields",
      vi: ["Lĩnh vực", "Lĩnh vực hoạt động", "Lĩnh vực hợp tác"],
      en: ["Fields", "Field", "Fields of work", "Field of work"],
      as: words,
    },
  ],
};
