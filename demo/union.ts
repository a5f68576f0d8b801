import type { Home } from "#platform/home.ts";

/** Whose union the demo is. */
export const UNION: Omit<Home, "id" | "version" | "logo_sha256" | "logo_type"> = {
  name: "Liên hiệp các tổ chức hữu nghị Việt Nam",
  name_in: {
    en: "Viet Nam Union of Friendship Organizations",
    fr: "Union des organisations d’amitié du Viet Nam",
  },
  short_name: "Liên hiệp",
  short_name_in: { en: "The union", fr: "L’union" },
  seal: "HN",
  seat: "Hà Nội",
  seat_in: { en: "Ha Noi", fr: "Hanoï" },
  country: "VN",
  zone: "Asia/Ho_Chi_Minh",
  calendar: "vn",
  currency: "VND",
  language: "vi",
  language_international: "en",
  languages_further: ["fr"],
  paper_layout: "decree_30_2020",
  week_starts: 1,
  accent: null,
  is_set_up: true,
  is_without_mail: false,
  words: {},
  kinds: [],
  works: ["aid", "missions"],
};
