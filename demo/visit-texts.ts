import type { Names } from "#platform/names.ts";

/** What the files of a union's visits say, in its language. */
export type VisitTexts = {
  programme: [content: string, content_in: Names][];
  gift: string;
  /** A purpose that ends in a paper to be signed. */
  signing: RegExp;
  fares: { description: string; unit_price: number; currency: string };
  stay: { description: string; unit_price: number; currency: string };
  /** Why the fares came to less than planned. */
  saved: string;
  points: Record<"to_say" | "to_ask" | "to_avoid" | "to_cite", string>;
  decidedBy: [name: string, post: string];
  report: [facts: string, assessment: string];
};

export const FRIENDSHIP_TEXTS: VisitTexts = {
  programme: [
    ["Đón đoàn, về khách sạn", { en: "Arrival, transfer to the hotel" }],
    ["Làm việc với đối tác, trao đổi kế hoạch năm", { en: "Working session with the partner on the year's plan" }],
    ["Thăm cơ sở và giao lưu hữu nghị", { en: "Site visit and friendship exchange" }],
  ],
  gift: "Tranh sơn mài",
  signing: /^Ký/,
  fares: { description: "Vé máy bay", unit_price: 21_500_000, currency: "VND" },
  stay: { description: "Ăn, ở và đi lại tại chỗ", unit_price: 640, currency: "USD" },
  saved: "Mua vé sớm nên rẻ hơn dự toán",
  points: {
    to_say: "Cảm ơn sự đón tiếp và hợp tác những năm qua.\nLiên hiệp coi trọng giao lưu nhân dân giữa hai nước.",
    to_ask: "Mời lãnh đạo đối tác thăm Việt Nam năm tới.\nSớm thống nhất kế hoạch trao đổi đoàn thanh niên.",
    to_avoid: "Chưa nêu mức hỗ trợ kinh phí khi chưa có ý kiến của lãnh đạo.",
    to_cite: "Số đoàn trao đổi trong năm, lấy từ báo cáo năm.",
  },
  decidedBy: ["Phan Minh Anh", "Chủ tịch"],
  report: ["Đoàn đã thực hiện đủ chương trình, gặp các đối tác theo kế hoạch.", "Chuyến đi đạt mục đích đề ra."],
};
