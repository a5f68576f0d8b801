import { takeDecisionNumber } from "#modules/delegations/delegation-register.commands.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { cancelEntry, explainGap, registerPaper } from "#modules/registers/register.commands.server.ts";
import { gapForm, registerForm, symbolForm } from "#modules/registers/register.forms.ts";
import { addSymbol } from "#modules/registers/register-symbol.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";
import { inOwnUnit } from "./load-asked.ts";

/** What stands behind the numbers of the papers of the union, and of those whose people keep a book of their own. */
export async function loadSymbol(work: Work) {
  const symbol = symbolForm.parse({ organisation: "LHHN", office: "VP", from_on: "2019-12-05" });
  for (const email of ["office@demo.example", "province.hanoi@demo.example", "province.cantho@demo.example"])
    await addSymbol({ ...work, actor: await inOwnUnit(work, email) }, symbol);
}

/** Every decision but the newest, which wait for the clerk, stands in the book of who decided, in the order of their days. */
export async function numberDecisions(work: Work) {
  const decisions = await work.trx
    .selectFrom("delegation_decision")
    .innerJoin("delegation", "delegation.id", "delegation_decision.delegation_id")
    .selectAll("delegation_decision")
    .where("delegation_decision.step", "=", "approve")
    .where("delegation_decision.number", "is", null)
    .where("delegation.status", "<>", "approved")
    .orderBy("delegation_decision.decided_on")
    .orderBy("delegation_decision.id")
    .execute();
  for (const { id, delegation_id, decided_on, ...signature } of decisions) {
    const visit = await findDelegation(work, delegation_id);
    if (!visit) continue;
    const number = await takeDecisionNumber(work, visit, { number: undefined, decided_on, signature });
    await work.trx
      .updateTable("delegation_decision")
      .set({ number, approving_path: visit.approving_path })
      .where("delegation_decision.id", "=", id)
      .execute();
  }
}

/** What the office registered this year that was written elsewhere: one letter was spoiled, and one number nobody has explained yet. */
export async function loadRegister(work: Work, today: string) {
  const office = { ...work, actor: await inOwnUnit(work, "office@demo.example") };
  // Those of one year, whatever day the demo begins on.
  const days = (back: number) => [addDays(today, -back), `${today.slice(0, 4)}-01-01`].toSorted().at(-1) ?? today;
  for (const [kind, number, back, subject, addressee] of PAPERS) {
    const paper = { kind, number, on_date: days(back), subject, addressee, signer: "Chánh Văn phòng Trần Thu Hà" };
    const id = await registerPaper(office, registerForm.parse(paper));
    if (subject === SPOILED) await cancelEntry(office, id, { reason: "In hỏng, đã thay bằng công văn khác" });
  }
  const gap = { kind: "letter", year: today.slice(0, 4), from: 1, until: 40, reason: "Đã ghi ở sổ giấy" };
  await explainGap(office, gapForm.parse(gap));
}

const SPOILED = "V/v mời họp trù bị";
const PAPERS: [kind: string, number: string, back: number, subject: string, addressee: string][] = [
  ["letter", "41", 30, "V/v đề nghị cấp thị thực cho đoàn khách", "Cục Quản lý xuất nhập cảnh"],
  ["letter", "42", 21, SPOILED, "Các hội thành viên"],
  ["letter", "44", 14, "V/v phối hợp đón đoàn tại địa phương", "Liên hiệp các tổ chức hữu nghị thành phố Hà Nội"],
  ["plan", "01", 10, "Kế hoạch đối ngoại nhân dân năm", "Các ban, đơn vị"],
  ["notice", "01", 5, "Thông báo lịch trực", "Các ban, đơn vị"],
];
