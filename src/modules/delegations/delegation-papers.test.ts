import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home, setHome } from "#platform/home.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import {
  approveDelegation,
  proposeDelegation,
  recordDeparture,
  returnDelegation,
  submitReport,
} from "./delegation.commands.server.ts";
import { aDraftDelegation, aPart } from "./delegation.fixtures.ts";
import { commitmentForm } from "./delegation.forms.ts";
import { approvalInForce } from "./delegation-decision.model.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import type { Paper } from "./delegation-papers.server.ts";
import { delegationPaper, findPlaces, isPaper } from "./delegation-papers.server.ts";
import { addCommitment } from "./delegation-commitment.commands.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

useDatabase();
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = { ...(await aPerson("leader", "vufo")), name: "Phan Minh Anh" };
  france = await aPerson("association_officer", "association_fr");
});

const paper = async (name: Paper, id: string) => {
  const found = await inReading(france, async (work) => {
    const delegation = await findDelegation(work, id);
    if (!delegation) throw new Error("no such delegation");
    return { delegation: { ...delegation, ...(await findPlaces(work, delegation)) }, parts: await listParts(work, id) };
  });
  const approval = approvalInForce(found.delegation.status, found.parts.decisions);
  return wordText((await fillTemplates([delegationPaper(name, found.delegation, { ...found.parts, approval })]))[0]!);
};
const plan = {
  title: "Đoàn thăm Pháp",
  host: "Hội hữu nghị Pháp & Việt",
  cities: "Paris, Lyon",
  legal_basis: "Giấy mời ngày 2/3/2025",
};

/** A visit with everything that a paper lists. */
async function aPreparedVisit(values: Record<string, unknown> = {}): Promise<string> {
  return inWork(france, async (work) => {
    const id = await aDraftDelegation(work, { ...plan, ...values });
    const member = (name: string, role: string, position: string) =>
      aPart(work, id, "member", { name, role, position, home: "VUFO", passport_number: `C-${name}` });
    await member("Lê Văn A", "head", "Phó Chủ tịch");
    await member("Trần Thị B", "interpreter", "Phiên dịch");
    await member("Đỗ Văn C", "member", "Chuyên viên");
    const entry = (values: Record<string, unknown>) => aPart(work, id, "programme", values);
    await entry({ on_date: "2025-05-13", content: "Làm việc", place: "Lyon" });
    await entry({ on_date: "2025-05-12", starts_at: "15:00", content: "Đón đoàn", content_in: { en: "Arrival" } });
    const line = (values: Record<string, unknown>) => aPart(work, id, "budget", values);
    await line({ description: "Vé máy bay", quantity: 3, unit_price: 21_500_000, currency: "VND", payer: "union" });
    await line({ description: "Ăn, ở", quantity: 3, unit_price: 640.5, currency: "USD", payer: "partner" });
    const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
    const partner_id = await registerPartner(work, host);
    await aPart(work, id, "meeting", { partner_id, on_date: "2025-05-14" });
    await proposeDelegation(work, id);
    return id;
  });
}

const head = (day: string) => [
  "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM",
  "HỘI HỮU NGHỊ VÀ HỢP TÁC VIỆT NAM - PHÁP",
  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
  "Độc lập - Tự do - Hạnh phúc",
  `Hà Nội, ${day}`,
];
const facts = (members: number) => [
  "- Thời gian: 12/5–18/5/2025",
  "- Địa điểm: Paris, Lyon, Pháp",
  "- Cơ quan đối tác: Hội hữu nghị Pháp & Việt",
  "- Trưởng đoàn: Lê Văn A",
  `- Số thành viên: ${members}`,
];
const MEMBERS = [
  ["TT", "Họ và tên", "Chức vụ", "Cơ quan"],
  ["1", "Lê Văn A", "Phó Chủ tịch", "VUFO"],
  ["2", "Đỗ Văn C", "Chuyên viên", "VUFO"],
  ["3", "Trần Thị B", "Phiên dịch", "VUFO"],
].flat();
const decision = { number: "12/QĐ-LHHN", decided_on: today() };
const TODAY = formatVietnamese(today());

/** ngày 05 tháng 9 năm 2025, as official papers are dated. */
function formatVietnamese(day: string): string {
  const [year, month = "", date] = day.split("-");
  return `ngày ${date} tháng ${month < "03" ? month : Number(month)} năm ${year}`;
}

test("the proposal says whose it is, who travels and what it costs, on the day it is printed", async () => {
  const id = await aPreparedVisit();
  expect(await paper("proposal", id)).toEqual([
    ...head(TODAY),
    "TỜ TRÌNH",
    "Về việc Đoàn thăm Pháp",
    "Căn cứ: Giấy mời ngày 2/3/2025",
    "Mục đích: Ký kế hoạch hợp tác năm",
    ...facts(3),
    "Thành phần đoàn:",
    ...MEMBERS,
    "Dự toán kinh phí:",
    ...["Nội dung", "Số lượng", "Đơn giá", "Nguồn"],
    ...["Vé máy bay", "3", "21.500.000 VND", "Ngân sách Liên hiệp"],
    ...["Ăn, ở", "3", "640,50 USD", "Đối tác chi"],
    "Kính trình Lãnh đạo xem xét, quyết định.",
    "LÃNH ĐẠO",
  ]);
});

test("the decision has its own number and day, and the name of who decided; before that neither", async () => {
  const id = await aPreparedVisit();
  const text = (day: string, number: string) => [
    ...head(day),
    `Số: ${number}`,
    "QUYẾT ĐỊNH",
    "Về việc cử đoàn đi công tác nước ngoài",
    "Căn cứ Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam; xét đề nghị của Hội hữu nghị và hợp tác Việt Nam - Pháp,",
    "QUYẾT ĐỊNH:",
    "Điều 1. cử đoàn đi công tác nước ngoài: Đoàn thăm Pháp.",
    ...facts(3),
    ...MEMBERS,
    "Điều 2. Kinh phí thực hiện theo dự toán được duyệt.",
    "Điều 3. Trưởng đoàn báo cáo kết quả trong 7 ngày làm việc sau khi kết thúc chuyến đi.",
    "LÃNH ĐẠO",
  ];
  const blank = text(`ngày      tháng      năm ${today().slice(0, 4)}`, "          /QĐ");
  expect(await paper("decision", id)).toEqual(blank);
  await inWork(leader, (work) => returnDelegation(work, id, { reason: "Thiếu dự toán" }));
  await inWork(france, (work) => proposeDelegation(work, id));
  expect(await paper("decision", id)).toEqual(blank);
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  expect(await paper("decision", id)).toEqual([...text(TODAY, "12/QĐ-LHHN"), "Phan Minh Anh"]);
});

test("who signed for the leader stands under the decision, and the leader in its row and its line of history", async () => {
  const id = await aPreparedVisit();
  const { actor } = await lendSignature(leader, await aPerson("office", "vufo"));
  const deputy = { ...actor, name: "Trần Thu Hà" };
  await inWork(deputy, (work) => approveDelegation(work, id, decision));
  expect((await paper("decision", id)).slice(-2)).toEqual([
    "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
    `Trần Thu Hà\n(ký theo ủy quyền của Chủ tịch ${actor.signsFor[0]?.name})`,
  ]);
  const [row] = (await inReading(france, (work) => listParts(work, id))).decisions;
  expect([row?.decided_by, row?.decided_by_name, row?.on_behalf_of]).toEqual([
    deputy.userId,
    "Trần Thu Hà",
    leader.userId,
  ]);
  const line = await inReading(leader, (work) =>
    work.trx
      .selectFrom("history")
      .select(["history.user_id", "history.on_behalf_of"])
      .where("history.subject_id", "=", id)
      .where("history.action", "=", "approve")
      .executeTakeFirst(),
  );
  expect(line).toEqual({ user_id: deputy.userId, on_behalf_of: leader.userId });
});

test("the programme has both languages, day by day", async () => {
  const id = await aPreparedVisit();
  expect(await paper("programme", id)).toEqual([
    ...head(TODAY),
    "CHƯƠNG TRÌNH / PROGRAMME",
    "Đoàn thăm Pháp",
    "12/5–18/5/2025",
    ...["Thời gian / Time", "Nội dung", "Programme", "Địa điểm / Place"],
    ...["12/5/2025 15:00", "Đón đoàn", "Arrival"],
    ...["13/5/2025", "Làm việc", "Lyon"],
  ]);
});

test("the contact sheet lists the team and whom it meets, and no passport", async () => {
  const id = await aPreparedVisit();
  const text = await paper("contacts", id);
  expect(text).toEqual([
    ...head(TODAY),
    "DANH SÁCH LIÊN HỆ / CONTACT SHEET",
    "Đoàn thăm Pháp",
    ...MEMBERS,
    "Đối tác / Partners",
    ...["Ngày / Day", "Đối tác / Partner"],
    ...["14/5/2025", "AAFV"],
  ]);
  for (const name of ["proposal", "decision", "programme", "contacts", "result"] as const)
    expect((await paper(name, id)).join(" ")).not.toContain("C-");
});

test("the result counts who really went, and says what was promised, by whom and until when", async () => {
  const id = await aPreparedVisit();
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  const { members } = await inReading(france, (work) => listParts(work, id));
  const went = members.filter((one) => one.name !== "Đỗ Văn C").map((one) => one.id);
  await inWork(france, (work) => recordDeparture(work, id, { took_part: went }));
  await inWork(france, async (work) => {
    await submitReport(work, id, { facts: "Đã ký.", assessment: "Tốt.", proposals: "Mời lại." });
    const promise = { content: "Gửi dự thảo", lead_unit_id: france.unitId, due_on: "2025-08-01" };
    await addCommitment(work, id, commitmentForm.parse(promise));
  });
  expect(await paper("result", id)).toEqual([
    ...head(TODAY),
    "BÁO CÁO KẾT QUẢ",
    "Đoàn thăm Pháp",
    ...facts(2),
    ...["1. Kết quả", "Đã ký."],
    ...["2. Đánh giá", "Tốt."],
    ...["3. Đề xuất", "Mời lại."],
    "4. Cam kết và phân công",
    ...["Nội dung", "Đơn vị chủ trì", "Thời hạn"],
    ...["Gửi dự thảo", "Hội hữu nghị và hợp tác Việt Nam - Pháp", "1/8/2025"],
    "LÃNH ĐẠO",
  ]);
});

test("guests are received, and without a basis of its own a visit rests on the union's charter", async () => {
  const id = await aPreparedVisit({ direction: "incoming", legal_basis: "", host: "" });
  expect(await paper("decision", id)).toContain("Về việc đón đoàn vào");
  expect(await paper("decision", id)).toContain("Điều 1. đón đoàn vào: Đoàn thăm Pháp.");
  expect(await paper("decision", id)).toContain(
    "Điều 3. Hội hữu nghị và hợp tác Việt Nam - Pháp báo cáo kết quả trong 7 ngày làm việc sau khi đoàn rời.",
  );
  const proposal = await paper("proposal", id);
  expect(proposal).toContain("Căn cứ: Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam");
  expect(proposal).toContain("- Cơ quan đối tác:");
});

test("the register's name of the host stands before what was written by hand", async () => {
  const host = registerForm.parse({ kind: "friendship_association", name: "Hội Pháp - Việt", country_iso2: "FR" });
  const partner_id = await inWork(france, (work) => registerPartner(work, host));
  const id = await aPreparedVisit({ partner_id });
  expect(await paper("proposal", id)).toContain("- Cơ quan đối tác: Hội Pháp - Việt");
});

test("where no town is named the country stands alone", async () => {
  const id = await aPreparedVisit({ cities: "" });
  expect(await paper("proposal", id)).toContain("- Địa điểm: Pháp");
});

test("papers are Vietnamese whatever language the screen has", async () => {
  const id = await aPreparedVisit();
  const vi = await paper("proposal", id);
  expect(await inLocale("en", () => paper("proposal", id))).toEqual(vi);
});

test("a union whose papers are plain has the same in its language, without the national heading and the form of the decree", async () => {
  const before = home();
  const id = await aPreparedVisit();
  const prescribed = await paper("proposal", id);
  setHome({ ...before, paper_layout: "plain" });
  try {
    const plain = await paper("proposal", id);
    expect(plain.slice(0, 4)).toEqual([...head("").slice(0, 2), `Hà Nội, ${TODAY}`, "ĐỀ XUẤT"]);
    expect(plain).toEqual(expect.arrayContaining([...facts(3), ...MEMBERS]));
    const decided = (await paper("decision", id)).join("\n");
    expect(decided).not.toMatch(/CỘNG HÒA|Độc lập|Căn cứ|Điều 1/);
    expect(decided).toContain("1. Về việc cử đoàn đi công tác nước ngoài: Đoàn thăm Pháp.");
    for (const name of ["programme", "contacts", "result"] as const)
      expect((await paper(name, id)).slice(0, 3)).toEqual(plain.slice(0, 3));
  } finally {
    setHome(before);
  }
  expect(await paper("proposal", id)).toEqual(prescribed);
});

test.each([
  ["proposal", true],
  ["decision", true],
  ["programme", true],
  ["contacts", true],
  ["result", true],
  ["annual-report", false],
  ["../secret", false],
])("%s is a paper of a delegation: %s", (name, is) => {
  expect(isPaper(name)).toBe(is);
});
