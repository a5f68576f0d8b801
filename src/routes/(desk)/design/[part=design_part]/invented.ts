import { getLocale } from "#words/runtime.js";

/** What stands in the parts that are shown: invented, and in the reader's language. */
export const say = (vi: string, en: string) => (getLocale() === "vi" ? vi : en);

/** As long as people write it, and longer. */
export const longest = () =>
  say(
    "Gặp gỡ hữu nghị nhân kỷ niệm ngày thiết lập quan hệ giữa Hội hữu nghị Biển Xanh và Liên hiệp các thành phố bên sông, cùng đại diện các trường đại học, bảo tàng và quỹ văn hóa đã hợp tác trong mười năm qua",
    "Friendship meeting on the anniversary of relations between the Blue Sea Friendship Society and the Union of River Cities, with the universities, museums and cultural funds that have worked together for ten years",
  );

export const people = () => [
  { name: say("Lê Minh Khôi", "Clara Brandt"), role: "head", home: say("Hội Biển Xanh", "Blue Sea Society") },
  { name: say("Trần Hải Yến", "Paul Okafor"), role: "interpreter", home: say("Quỹ Ngọn Đèn", "Lantern Fund") },
  { name: longest(), role: "member", home: longest() },
];

export const countries = () =>
  [
    ["FR", "Pháp", "France"],
    ["JP", "Nhật Bản", "Japan"],
    ["LA", "Lào", "Laos"],
    ["CU", "Cuba", "Cuba"],
    ["MX", "Mexico", "Mexico"],
    ["RS", "Serbia", "Serbia"],
    ["KR", "Hàn Quốc", "South Korea"],
    ["BG", "Bulgaria", "Bulgaria"],
    ["IN", "Ấn Độ", "India"],
    ["ZA", "Nam Phi", "South Africa"],
    ["CL", "Chile", "Chile"],
    ["IT", "Ý", "Italy"],
    ["DE", "Đức", "Germany"],
    ["SE", "Thụy Điển", "Sweden"],
    ["CA", "Canada", "Canada"],
    ["AE", "Các Tiểu vương quốc Ả-rập Thống nhất", "United Arab Emirates"],
    ["TL", "Đông Timor", "Timor-Leste"],
  ].map(([value = "", vi = "", en = ""]) => ({ value, label: say(vi, en), also: [vi, en] }));
