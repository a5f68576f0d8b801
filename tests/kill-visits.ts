import { addDays, today } from "#platform/time.ts";
import type { Body, Hands, Who } from "./kill-hands.ts";
import { fresh } from "./kill-hands.ts";
import { owedOf, writePart } from "./kill-records.ts";

const who: Who = "office";

const draft = (hands: Hands, from: number, until: number) =>
  hands.post(who, "/delegations", {
    direction: "outgoing",
    title: fresh("Đoàn"),
    purpose: fresh("Ký"),
    countries: ["FR"],
    departs_on: addDays(today(), from),
    returns_on: addDays(today(), until),
  });

/** From the first word to the archive, with all that stands below a visit. */
export async function writeVisit(hands: Hands): Promise<void> {
  const { id } = await draft(hands, -9, -5);
  const at = `/delegations/${id}`;
  const step = (name: string, body: Body = {}, by: Who = who) => hands.post(by, `${at}/steps/${name}`, body);
  await hands.patch(who, at, { cities: fresh("Paris"), expected_members: 4 });
  await writeBelow(hands, id);
  await hands.post(who, `${at}/talking-points`, { to_say: fresh("Cảm ơn"), to_avoid: fresh("Giá"), version: 0 });
  await step("propose");
  await step("ask", { reason: fresh("Hỏi thêm") }, "leader");
  await askAndAnswer(hands, id);
  await step("approve", { decided_on: addDays(today(), -12) }, "leader");
  await step("number", { number: fresh("QĐ") });
  for (const [days, settled] of [
    [-4, "return-changes"],
    [-3, "accept-changes"],
  ] as const) {
    await hands.patch(who, at, { purpose: fresh("Ký thêm"), returns_on: addDays(today(), days) });
    await step(settled, settled === "return-changes" ? { reason: fresh("Chưa rõ") } : {}, "leader");
  }
  await step("prepare");
  const { members = [] } = await hands.read<{ members?: { id: string }[] }>(who, at);
  await step("depart", { took_part: members.map((one) => one.id) });
  await step("come-back");
  await step("report", { facts: fresh("Đã gặp"), assessment: fresh("Tốt") });
  const { report } = await hands.read<{ report?: { version: number } }>(who, at);
  await step("edit-report", { facts: fresh("Đã gặp và ký"), version: report?.version });
  await promise(hands, id);
  const { budget = [] } = await hands.read<{ budget?: { id: string }[] }>(who, at);
  for (const { id: budget_line_id } of budget)
    await hands.post(who, `${at}/account-lines`, { budget_line_id, advanced: 9, spent: 9, note: fresh("Vé rẻ hơn") });
  await hands.post(who, `${at}/account-lines`, {
    description: fresh("Phí"),
    payer: "union",
    currency: "VND",
    spent: 9,
    note: "Phát sinh",
  });
  await hands.post(who, `${at}/accounts`, { explanation: fresh("Tiết kiệm") });
  await step("settle");
  await step("archive");
}

async function writeBelow(hands: Hands, id: string) {
  const place = { who, kind: "delegation", at: `/delegations/${id}` };
  const on_date = addDays(today(), -7);
  const partner = await hands.post(who, "/partners", {
    kind: "university",
    name: fresh("Viện"),
    country_iso2: "FR",
    is_another: true,
  });
  const rows: [string, string, () => Body][] = [
    ["members", "name", () => ({ name: fresh("Nguyễn"), role: "member" })],
    ["programme", "content", () => ({ on_date, starts_at: "08:30", content: fresh("Làm việc") })],
    ["journeys", "place", () => ({ way: "departs", on_date, vehicle: "VN 19", place: fresh("Nội Bài") })],
    ["meetings", "note", () => ({ partner_id: partner.id, on_date, note: fresh("Gặp") })],
    ["provisions", "description", () => ({ kind: "gift", description: fresh("Tranh"), quantity: 2 })],
    ["budget", "description", () => ({ ...TICKET, description: fresh("Vé") })],
  ];
  for (const [below, by, makes] of rows) await writePart(hands, place, below, [by, makes]);
}

const TICKET = { quantity: 2, unit_price: 1200.5, currency: "USD", payer: "union" };

async function askAndAnswer(hands: Hands, id: string) {
  const ministry = await hands.read<{ id: string }>("ministry", "/me");
  const question = fresh("Có ý kiến gì");
  const asked = { asked: `user:${ministry.id}`, kind: "opinion", question, due_on: addDays(today(), 3) };
  await hands.post(who, `/delegations/${id}/requests`, asked);
  const request = await owedOf(hands, "delegation", id, question);
  const answer = { verdict: "remarks", comment: fresh("Đồng ý") };
  await hands.post("ministry", `/delegations/${id}/requests/${request}`, answer);
}

async function promise(hands: Hands, id: string) {
  const { unit_id } = await hands.read<{ unit_id: string }>(who, "/me");
  const content = fresh("Gửi sách");
  const promised = { content, lead_unit_id: unit_id, due_on: addDays(today(), 30), is_awaiting_text: false };
  await hands.post(who, `/delegations/${id}/commitments`, promised);
  const key = await owedOf(hands, "delegation", id, content);
  await hands.post(who, `/delegations/${id}/commitments/${key}`, { outcome: fresh("Đã gửi") });
}

/** Visits that are sent back, put off, refused, called off and put right. */
export async function writeUnhappyVisits(hands: Hands): Promise<void> {
  const refused = await draft(hands, 20, 24);
  const step = (id: string, name: string, body: Body = {}, by: Who = who) =>
    hands.post(by, `/delegations/${id}/steps/${name}`, body);
  const why = () => ({ reason: fresh("Vì") });
  await step(refused.id, "propose");
  await step(refused.id, "take-back", why());
  await step(refused.id, "propose");
  await step(refused.id, "return", why(), "leader");
  await step(refused.id, "postpone", why());
  await step(refused.id, "resume");
  await step(refused.id, "propose");
  await step(refused.id, "refuse", why(), "leader");
  const off = await draft(hands, 20, 24);
  await hands.post(who, `/delegations/${off.id}/proposal`);
  await hands.post("leader", `/delegations/${off.id}/approval`, { number: fresh("QĐ") });
  await hands.post(who, `/delegations/${off.id}/sharing`, { visibility: "union" });
  await step(off.id, "cancel", why());
  await step(off.id, "correct", { to: "approved", ...why() });
}
