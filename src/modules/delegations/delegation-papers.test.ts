import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { lendSignature } from "#modules/access/signature.fixtures.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home, setHome } from "#platform/home.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import {
  approveDelegation,
  proposeDelegation,
  recordDeparture,
  returnDelegation,
  submitReport,
} from "./delegation.commands.server.ts";
import { aPart } from "./delegation.fixtures.ts";
import { commitmentForm } from "./delegation.forms.ts";
import type { Paper } from "./delegation-paper.model.ts";
import { aVisitOnPaper, paperOf } from "./delegation-papers.fixtures.ts";
import { addCommitment } from "./delegation-commitment.commands.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

useDatabase();
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = { ...(await aPerson("leader", "vufo")), name: "Phan Minh Anh" };
  france = await aPerson("association_officer", "association_fr");
});

const paper = async (name: Paper, id: string) => wordText(await paperOf(france, name, id));
const aPreparedVisit = (values?: Record<string, unknown>) => aVisitOnPaper(france, values);
const UNION = "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ VIỆT NAM";
const NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"];
/** Of a paper of the unit, whose superior is the union. */
const head = (number: string, day: string) => [
  UNION,
  "HỘI HỮU NGHỊ VÀ HỢP\nTÁC VIỆT NAM - PHÁP",
  ...NATION,
  `Số: ${number}`,
  `Hà Nội, ${day}`,
];
const letterhead = ["LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM", "HỘI HỮU NGHỊ VÀ HỢP TÁC VIỆT NAM - PHÁP"];
const facts = (members: string) => [
  "- Thời gian: từ ngày 12 đến ngày 18 tháng 5 năm 2025.",
  "- Địa điểm: Paris, Lyon, Pháp.",
  "- Cơ quan đối tác: Hội hữu nghị Pháp & Việt.",
  "- Trưởng đoàn: Lê Văn A, Phó Chủ tịch.",
  `- Số thành viên: ${members}.`,
];
const MEMBERS = [
  ["TT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"],
  ["1", "Lê Văn A", "Phó Chủ tịch", "VUFO", "Trưởng đoàn"],
  ["2", "Đỗ Văn C", "Chuyên viên", "VUFO"],
  ["3", "Trần Thị B", "Phiên dịch", "VUFO", "Phiên dịch"],
].flat();
const RECEIVERS = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."];
const NO_DAY = `ngày      tháng      năm ${today().slice(0, 4)}`;
const decision = { number: "12/QĐ-LHHN", decided_on: today() };
const [YEAR, MONTH = "", DATE] = today().split("-");
/** ngày 05 tháng 9 năm 2025, as official papers are dated. */
const TODAY = `ngày ${DATE} tháng ${MONTH < "03" ? MONTH : Number(MONTH)} năm ${YEAR}`;

test("the proposal says whose it is and to whom it goes, who travels and what it costs, in figures and in words", async () => {
  const id = await aPreparedVisit();
  expect(await paper("proposal", id)).toEqual([
    ...head("     /TTr-……", NO_DAY),
    "TỜ TRÌNH",
    "Về việc cử đoàn đi công tác tại Paris, Lyon (Pháp)",
    "Kính gửi: Liên hiệp các tổ chức hữu nghị Việt Nam",
    "Căn cứ Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam;",
    "Căn cứ Giấy mời ngày 2/3/2025.",
    "Hội hữu nghị và hợp tác Việt Nam - Pháp kính trình Liên hiệp các tổ chức hữu nghị Việt Nam xem xét, quyết định việc cử đoàn đi công tác tại Paris, Lyon (Pháp), cụ thể như sau:",
    "1. Sự cần thiết",
    "Nội dung: Đoàn thăm Pháp.",
    "Ký kế hoạch hợp tác năm",
    "2. Thời gian, địa điểm, thành phần",
    ...facts("03"),
    "Danh sách thành viên đoàn:",
    ...MEMBERS,
    "3. Kinh phí",
    ...["TT", "Nội dung", "Số lượng", "Đơn giá", "Nguồn"],
    ...["1", "Vé máy bay", "3", "21.500.000 VND", "Ngân sách Liên hiệp"],
    ...["2", "Ăn, ở", "3", "640,50 USD", "Đối tác chi"],
    "Tổng cộng: 64.500.000 đồng (Bằng chữ: Sáu mươi tư triệu năm trăm nghìn đồng).",
    "Tổng cộng: 1.921,50 USD (Bằng chữ: Một nghìn chín trăm hai mươi mốt phẩy năm đô la Mỹ).",
    "- Ngân sách Liên hiệp: 64.500.000 đồng (Sáu mươi tư triệu năm trăm nghìn đồng).",
    "- Đối tác chi: 1.921,50 USD (Một nghìn chín trăm hai mươi mốt phẩy năm đô la Mỹ).",
    "Kính trình Liên hiệp các tổ chức hữu nghị Việt Nam xem xét, quyết định./.",
    ...RECEIVERS,
    "…………",
  ]);
});

test("the decision is of who decides, with its own number and day and the name of who decided; before that neither", async () => {
  const id = await aPreparedVisit();
  const text = (day: string, number: string) => [
    UNION,
    ...NATION,
    `Số: ${number}`,
    `Hà Nội, ${day}`,
    "QUYẾT ĐỊNH",
    "Về việc cử đoàn đi công tác tại Paris, Lyon (Pháp)",
    "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM",
    "Căn cứ Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam;",
    "Căn cứ Giấy mời ngày 2/3/2025;",
    "Theo đề nghị của Hội hữu nghị và hợp tác Việt Nam - Pháp.",
    "QUYẾT ĐỊNH:",
    "Điều 1. Cử đoàn gồm 03 người, gồm: Lê Văn A, Phó Chủ tịch, VUFO, Trưởng đoàn; Đỗ Văn C, Chuyên viên, VUFO; Trần Thị B, Phiên dịch, VUFO, Phiên dịch, đi công tác tại Paris, Lyon (Pháp), từ ngày 12 đến ngày 18 tháng 5 năm 2025.",
    "Điều 2. Kinh phí thực hiện: Ngân sách Liên hiệp 64.500.000 đồng (Sáu mươi tư triệu năm trăm nghìn đồng); Đối tác chi 1.921,50 USD (Một nghìn chín trăm hai mươi mốt phẩy năm đô la Mỹ).",
    "Điều 3. Trưởng đoàn báo cáo kết quả trong 7 ngày làm việc sau khi kết thúc chuyến đi.",
    "Điều 4. Hội hữu nghị và hợp tác Việt Nam - Pháp và các đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.",
    ...["Nơi nhận:", "- Như Điều 4;", "- Lưu: VT."],
    "…………",
  ];
  const blank = text(NO_DAY, "     /QĐ-……");
  expect(await paper("decision", id)).toEqual(blank);
  await inWork(leader, (work) => returnDelegation(work, id, { reason: "Thiếu dự toán" }));
  await inWork(france, (work) => proposeDelegation(work, id));
  expect(await paper("decision", id)).toEqual(blank);
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  expect(await paper("decision", id)).toEqual([...text(TODAY, "12/QĐ-LHHN"), "Phan Minh Anh"]);
  // What is not numbered yet keeps a place before the letters of who issues it.
  const next = await aPreparedVisit({ title: "Đoàn khác" });
  expect(await paper("decision", next)).toContain("Số:      /QĐ-LHHN");
});

test("more than three are listed in an annex that the decision points to", async () => {
  const id = await aPreparedVisit();
  await inWork(france, (work) => aPart(work, id, "member", { name: "Phạm Thị D", role: "member" }));
  const text = await paper("decision", id);
  expect(text).toContain(
    "Điều 1. Cử đoàn gồm 04 người (danh sách kèm theo), do Lê Văn A, Phó Chủ tịch làm Trưởng đoàn, đi công tác tại Paris, Lyon (Pháp), từ ngày 12 đến ngày 18 tháng 5 năm 2025.",
  );
  const at = text.indexOf("PHỤ LỤC");
  expect(text.slice(at, at + 8)).toEqual([
    "PHỤ LỤC",
    "DANH SÁCH THÀNH VIÊN ĐOÀN",
    `(Kèm theo Quyết định số      /QĐ-LHHN ${NO_DAY} của Liên hiệp các tổ chức hữu nghị Việt Nam)`,
    ...MEMBERS.slice(0, 5),
  ]);
  expect(text.slice(at)).toContain("Phạm Thị D");
});

test("who signed for the leader stands under the decision, and the leader in its row and its line of history", async () => {
  const id = await aPreparedVisit();
  const { actor } = await lendSignature(leader, await aPerson("office", "vufo"));
  const deputy = { ...actor, name: "Trần Thu Hà" };
  await inWork(deputy, (work) => approveDelegation(work, id, decision));
  const text = await paper("decision", id);
  expect(text.slice(-2)).toEqual(["TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "Trần Thu Hà"]);
  // The office that decides, whoever signs for it.
  expect(text).toContain("CHỦ TỊCH LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ VIỆT NAM");
  const before = home();
  setHome({ ...before, paper_layout: "plain" });
  const plain = inLocale("vi", () => paper("decision", id));
  expect((await plain).at(-1)).toBe(`(ký theo ủy quyền của Chủ tịch ${actor.signsFor[0]?.name})`);
  setHome(before);
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

test("the programme has both languages side by side, each day under its bar", async () => {
  const id = await aPreparedVisit();
  expect(await paper("programme", id)).toEqual([
    ...letterhead,
    "CHƯƠNG TRÌNH / PROGRAMME",
    "Đoàn thăm Pháp",
    "từ ngày 12 đến ngày 18 tháng 5 năm 2025",
    ...["Giờ / Time", "Nội dung", "Programme", "Địa điểm / Place"],
    "Thứ Hai, 12/5/2025 / Monday, 12 May 2025",
    ...["15:00", "Đón đoàn", "Arrival"],
    "Thứ Ba, 13/5/2025 / Tuesday, 13 May 2025",
    ...["Làm việc", "–", "Lyon"],
  ]);
});

test("the contact sheet lists the team and whom it meets, and no passport", async () => {
  const id = await aPreparedVisit();
  const text = await paper("contacts", id);
  expect(text).toEqual([
    ...letterhead,
    "DANH SÁCH LIÊN HỆ / CONTACT SHEET",
    "Đoàn thăm Pháp",
    "từ ngày 12 đến ngày 18 tháng 5 năm 2025",
    "Thành viên đoàn",
    ...MEMBERS,
    "Đối tác / Partners",
    ...["Ngày / Day", "Đối tác / Partner"],
    ...["14/5/2025", "AAFV"],
  ]);
  for (const name of ["proposal", "decision", "programme", "contacts", "result"] as const)
    expect((await paper(name, id)).join(" ")).not.toMatch(/C-(?:Lê|Trần|Đỗ)/);
});

test("the result names who really went, and says what was promised, by whom and until when", async () => {
  const id = await aPreparedVisit();
  await inWork(leader, (work) => approveDelegation(work, id, decision));
  const { members } = await inReading(france, (work) => listParts(work, id));
  const went = members.filter((one) => one.name !== "Đỗ Văn C").map((one) => one.id);
  await inWork(france, (work) => recordDeparture(work, id, { took_part: went }));
  await inWork(france, async (work) => {
    await submitReport(work, id, { facts: "Đã ký.\nĐã thăm./.", assessment: "Tốt.", proposals: "" });
    const promise = { content: "Gửi dự thảo", lead_unit_id: france.unitId, due_on: "2025-08-01" };
    await addCommitment(work, id, commitmentForm.parse(promise));
  });
  expect(await paper("result", id)).toEqual([
    ...head("     /BC-……", TODAY),
    "BÁO CÁO",
    "Kết quả thực hiện việc cử đoàn đi công tác tại Paris, Lyon (Pháp)",
    "Kính gửi: Liên hiệp các tổ chức hữu nghị Việt Nam",
    "Thực hiện nhiệm vụ được giao, Hội hữu nghị và hợp tác Việt Nam - Pháp báo cáo kết quả như sau:",
    "I. THÔNG TIN CHUNG",
    "Nội dung: Đoàn thăm Pháp.",
    ...facts("02"),
    "Thành viên thực tế tham gia:",
    ...MEMBERS.slice(0, 5),
    ...["1", "Lê Văn A", "Phó Chủ tịch", "VUFO", "Trưởng đoàn"],
    ...["2", "Trần Thị B", "Phiên dịch", "VUFO", "Phiên dịch"],
    ...["II. KẾT QUẢ", "Đã ký.", "Đã thăm."],
    "III. CAM KẾT VÀ PHÂN CÔNG",
    ...["TT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"],
    ...["1", "Gửi dự thảo", "Hội hữu nghị và hợp tác Việt Nam - Pháp", "1/8/2025"],
    ...["IV. ĐÁNH GIÁ", "Tốt."],
    "Trên đây là báo cáo kết quả, Hội hữu nghị và hợp tác Việt Nam - Pháp kính báo cáo Liên hiệp các tổ chức hữu nghị Việt Nam./.",
    ...RECEIVERS,
    ...["TRƯỞNG ĐOÀN", "Lê Văn A"],
  ]);
});

test("guests are received, and without a basis of its own a visit rests on the union's charter", async () => {
  const id = await aPreparedVisit({ direction: "incoming", legal_basis: "", host: "", cities: "Hà Nội" });
  const text = await paper("decision", id);
  expect(text).toContain("Về việc đón đoàn Pháp vào thăm, làm việc");
  expect(text.join("\n")).toMatch(
    /^Điều 1\. Đón đoàn Pháp gồm 03 người, gồm: .*, vào thăm và làm việc tại Hà Nội, từ ngày 12 đến/m,
  );
  expect(text).toContain(
    "Điều 3. Hội hữu nghị và hợp tác Việt Nam - Pháp báo cáo kết quả trong 7 ngày làm việc sau khi đoàn rời.",
  );
  const proposal = await paper("proposal", id);
  expect(proposal).toContain("Căn cứ Điều lệ Liên hiệp các tổ chức hữu nghị Việt Nam.");
  // What nobody filled in has no line of its own.
  expect(proposal.join("\n")).not.toContain("Cơ quan đối tác");
});

test("the register's name of the host stands before what was written by hand", async () => {
  const host = registerForm.parse({ kind: "friendship_association", name: "Hội Pháp - Việt", country_iso2: "FR" });
  const partner_id = await inWork(france, (work) => registerPartner(work, host));
  const id = await aPreparedVisit({ partner_id });
  expect(await paper("proposal", id)).toContain("- Cơ quan đối tác: Hội Pháp - Việt.");
});

test("where no town is named the country stands alone", async () => {
  const id = await aPreparedVisit({ cities: "" });
  expect(await paper("proposal", id)).toContain("- Địa điểm: Pháp.");
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
    expect(plain.slice(0, 4)).toEqual([...letterhead, `Hà Nội, ${TODAY}`, "ĐỀ XUẤT"]);
    expect(plain).toEqual(expect.arrayContaining(["Thời gian: 12/5–18/5/2025", "Số thành viên: 3", ...MEMBERS]));
    const decided = (await paper("decision", id)).join("\n");
    expect(decided).not.toMatch(/CỘNG HÒA|Độc lập|Căn cứ|Điều 1/);
    expect(decided).toContain("1. Về việc cử đoàn đi công tác tại Paris, Lyon (Pháp): Đoàn thăm Pháp.");
    for (const name of ["programme", "contacts", "result"] as const)
      expect((await paper(name, id)).slice(0, 3)).toEqual(plain.slice(0, 3));
  } finally {
    setHome(before);
  }
  expect(await paper("proposal", id)).toEqual(prescribed);
});
