import { beforeAll, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { aPart } from "./delegation.fixtures.ts";
import { readPaperOf } from "./delegation-files.queries.server.ts";
import { aVisit, answer, ask, makePeople, who } from "./delegation-hosting.fixtures.ts";

useDatabase();
let id = "";
const paper = async (actor: Actor, name: string, language?: string) => {
  const made = await inReading(actor, (work) => readPaperOf(work, { id, fileId: name }, language));
  return made && { name: made.name, text: wordText(made.bytes) };
};

/** Guests with everything that receiving them needs. */
beforeAll(async () => {
  await makePeople();
  const host = registerForm.parse({
    kind: "friendship_association",
    name: "Hội Pháp - Việt",
    country_iso2: "FR",
    addressed_as: "Ngài Chủ tịch",
  });
  const partner_id = await inWork(who("france"), (work) => registerPartner(work, host));
  id = await aVisit({
    partner_id,
    cities: "Hà Nội",
    asked_by: "Đại sứ quán Việt Nam tại Pháp",
    reception_level: "equal",
    reception_reason: "Đã đón đoàn ta cùng cấp",
    security_level: "attention",
  });
  const part = (name: Parameters<typeof aPart>[2], values: Record<string, unknown>) =>
    inWork(who("france"), (work) => aPart(work, id, name, values));
  const asked = await ask(id, who("hanoi"));
  await answer(who("hanoi"), asked, { contact_name: "Phạm Văn Đức", contact_phone: "0912 000 111", car: "16 chỗ" });
  const member = { name: "Gérard Daviot", role: "head", position: "Chủ tịch", home: "AAFV", passport_number: "C-123" };
  await part("member", member);
  await part("journey", {
    ...{ way: "arrives", on_date: "2025-05-12", at_time: "06:40", vehicle: "AF 258", place: "Nội Bài" },
    ...{ met_by: "Trần Thu Hà", met_by_phone: "0912 345 678" },
  });
  await part("programme", {
    ...{ on_date: "2025-05-12", starts_at: "18:30", content: "Tiệc chiêu đãi", content_in: { en: "Dinner" } },
    ...{ place: "Nhà hàng Sen", meals: "14 suất", hotel: "Daewoo", interpreter: "Minh Châu", press: "Thời Đại" },
    person_answerable: "Trần Thu Hà",
  });
  await part("programme", { on_date: "2025-05-13", content: "Thăm trường học", host_unit_id: who("hanoi").unitId });
  await part("provision", { kind: "gift", description: "Tranh sơn mài", quantity: 7, counterpart: "Thành viên đoàn" });
  await part("budget", {
    ...{ description: "Tiệc chiêu đãi", quantity: 2, unit_price: 4_500_000, currency: "VND", payer: "union" },
  });
});

test("the plan of a reception says who comes, with which honours, who receives them, and what it costs, as the record does", async () => {
  const { name, text } = (await paper(who("france"), "reception")) ?? { name: "", text: [] };
  expect(name).toBe("reception.docx");
  const at = text.indexOf("KẾ HOẠCH");
  expect(text[at + 1]).toBe("Về việc đón đoàn Hội Pháp - Việt (Pháp) vào thăm, làm việc");
  const lines = [
    "- Thời gian: từ ngày 12 đến ngày 18 tháng 5 năm 2025.",
    "- Cơ quan đối tác: Hội Pháp - Việt.",
    "- Trưởng đoàn: Gérard Daviot, Chủ tịch.",
    "- Bên đề nghị đón: Đại sứ quán Việt Nam tại Pháp.",
    "- Cách xưng hô: Ngài Chủ tịch.",
    "- Mức đón tiếp: Tương xứng cấp khách (Đã đón đoàn ta cùng cấp).",
    "- Mức an ninh: Cần chú ý.",
    "- Ăn uống, sức khỏe, đi lại: Hai người ăn chay.",
    ...["Đến", "12/5/2025 06:40", "AF 258\nNội Bài", "Trần Thu Hà\n0912 345 678"],
    ...["Thứ Hai, 12/5/2025", "18:30", "Tiệc chiêu đãi", "Nhà hàng Sen"],
    "Người phụ trách: Trần Thu Hà\nPhiên dịch: Minh Châu\nĂn, tiệc: 14 suất\nKhách sạn: Daewoo\nBáo chí: Thời Đại",
    "Thứ Ba, 13/5/2025",
    "Thăm trường học",
    ...["Phạm Văn Đức\n0912 000 111", "0912 000 111"],
    ...["Tặng phẩm", "Tranh sơn mài", "7", "Thành viên đoàn"],
    "- Ngân sách Liên hiệp: 9.000.000 đồng (Chín triệu đồng).",
  ];
  expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  expect(text.slice(text.indexOf("Đầu mối phụ trách:")).join("\n")).toContain(
    "Trần Thu Hà\nĐến, 12/5/2025\nTiệc chiêu đãi, 12/5/2025\n0912 345 678",
  );
  expect(text.join("\n")).not.toContain("C-123");
});

test("a plan of which little is known yet has all its parts and no empty line", async () => {
  const full = id;
  id = await aVisit({ title: "Đoàn mới", needs: "" });
  const text = (await paper(who("france"), "reception"))?.text ?? [];
  expect(text.filter((line) => /^\d\. /.test(line))).toHaveLength(5);
  expect(text).toEqual(expect.arrayContaining(["Chương trình được thông báo sau.", "Không đề nghị kinh phí."]));
  expect(await paper(who("france"), "day-sheet")).toBeUndefined();
  id = full;
});

test("a day sheet has a page for each day with hours, places and telephones, and nothing of money", async () => {
  const { name, text } = (await paper(who("france"), "day-sheet")) ?? { name: "", text: [] };
  expect(name).toBe("day-sheet.docx");
  expect(text.filter((line) => line === "PHIẾU CÔNG TÁC NGÀY")).toHaveLength(2);
  const first = text.slice(text.indexOf("Thứ Hai, 12/5/2025"), text.indexOf("Thứ Ba, 13/5/2025"));
  expect(first.slice(0, 14)).toEqual([
    "Thứ Hai, 12/5/2025",
    "Lưu ý: Hai người ăn chay",
    ...["Giờ", "Nội dung", "Địa điểm", "Phụ trách, phục vụ"],
    ...["06:40", "Đến: AF 258", "Nội Bài", "Người đón, tiễn: Trần Thu Hà, 0912 345 678"],
    ...["18:30", "Tiệc chiêu đãi", "Nhà hàng Sen"],
    "Người phụ trách: Trần Thu Hà\nPhiên dịch: Minh Châu\nĂn, tiệc: 14 suất\nKhách sạn: Daewoo\nBáo chí: Thời Đại",
  ]);
  const second = text.slice(text.indexOf("Thứ Ba, 13/5/2025"));
  expect(second).toEqual(expect.arrayContaining(["Thăm trường học", "Phạm Văn Đức", "0912 000 111"]));
  expect(text.join("\n")).not.toMatch(/4\.500\.000|9\.000\.000|VND|C-123/);
});

test("in another language a day sheet says what the programme says in it", async () => {
  const english = await paper(who("france"), "day-sheet", "en");
  expect(english?.name).toBe("day-sheet.en.docx");
  expect(english?.text).toEqual(
    expect.arrayContaining(["DAY SHEET", "Monday, 12 May 2025", "Dinner", "Arrival: AF 258"]),
  );
});

test("another unit has neither paper; who hosts has its own page", async () => {
  for (const actor of [who("canTho"), who("hanoi"), who("guest")])
    for (const name of ["reception", "day-sheet"]) expect(await paper(actor, name)).toBeUndefined();
});
