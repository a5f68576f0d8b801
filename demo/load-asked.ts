import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { addBody } from "#modules/access/body.commands.server.ts";
import { speakFor } from "#modules/exchanges/exchange-body.commands.server.ts";
import {
  answerRequest,
  askAround,
  correctAnswer,
  remindRequest,
  withdrawRequest,
} from "#modules/delegations/delegation-request.commands.server.ts";
import { listAskable } from "#modules/delegations/delegation-request.queries.server.ts";
import { grantPartner, suggestCorrection } from "#modules/partners/partner-grant.commands.server.ts";
import { answerHosting, askHost } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { hostingAnswerForm } from "#modules/delegations/delegation-hosting.forms.ts";
import { programmeForm } from "#modules/delegations/delegation.forms.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { findUnitByCode } from "#modules/units/unit.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { addPart } from "#platform/part.server.ts";
import { addDays } from "#platform/time.ts";
import { readClock } from "./clock.ts";
import { loadStatements } from "./load-aid.ts";

/** What ministries, missions, partners and foreign NGOs find when they sign in: questions, their own record, their projects. */
export async function loadAsked(work: Work, today: string) {
  const office = await as(work, "office@demo.example");
  const [ministry, partner, ngo] = await Promise.all(
    ["ministry", "partner", "foreign.ngo"].map((name) => as(work, `${name}@demo.example`)),
  );
  if (!ministry || !partner || !ngo) return;
  const delegations = await work.trx
    .selectFrom("delegation")
    .select([
      "delegation.id",
      "delegation.direction",
      "delegation.status",
      "delegation.countries",
      "delegation.unit_id",
    ])
    .where("delegation.departs_on", ">", today)
    .where("delegation.status", "in", ["proposed", "opinions", "approved", "preparing"])
    .orderBy("delegation.departs_on")
    .limit(40)
    .execute();
  const clock = await readClock(work, today);
  const ask = (
    delegationId: string,
    asked: string,
    question: string,
    rest: { kind: "opinion" | "programme"; days: number },
  ) =>
    askAround({ ...work, actor: office }, delegationId, {
      asked,
      kind: rest.kind,
      question,
      shows: rest.kind === "opinion" ? ["programme"] : [],
      due_on: clock.after(today, rest.days),
    });
  const waiting = delegations.filter((one) => one.status === "proposed" || one.status === "opinions");
  const bodies = await loadBodies(work, { ministry, partner, ngo });
  for (const [index, one] of waiting.slice(0, 3).entries()) {
    // The first is asked of a person by name, the others of the ministry.
    const asked = index === 0 ? `user:${ministry.userId}` : `body:${bodies.ministry}`;
    const id = await ask(one.id, asked, OPINIONS[index] ?? OPINIONS[0], { kind: "opinion", days: 2 + index * 3 });
    if (index === 2) await answerAsBody(work, { id, ministry, bodyId: bodies.ministry, today });
  }
  await loadUnitsAsked(work, { visits: waiting.slice(3), ask, office });
  for (const one of delegations.filter((each) => each.countries.includes("FR")).slice(0, 2)) {
    const { units } = await listAskable(work, { countries: ["FR"] });
    const missions = units.filter((unit) => unit.kind === "mission");
    const mission = missions.find((unit) => unit.name_in.en?.includes("France")) ?? missions[0];
    if (mission) await ask(one.id, `unit:${mission.id}`, PROGRAMME, { kind: "programme", days: 4 });
    if (one.direction === "incoming")
      await ask(one.id, `user:${partner.userId}`, PROGRAMME, { kind: "programme", days: 3 });
  }
  await loadHosts(work, { office, today });
  await loadPromise(work, { office, today });
  await loadGrant(work, { office, partner });
  await loadStatements(work, { office, ngo, today });
}

/** Whom the guests of the demo speak for. */
async function loadBodies(work: Work, who: Record<"ministry" | "partner" | "ngo", Actor>) {
  const administrator = await inOwnUnit(work, "admin@demo.example");
  const made: Partial<Record<keyof typeof who, string>> = {};
  for (const [name, body] of Object.entries(BODIES) as [keyof typeof who, (typeof BODIES)["ministry"]][]) {
    const id = await addBody({ ...work, actor: administrator }, body);
    const { id: appointmentId } = await work.trx
      .selectFrom("access_appointment")
      .select("access_appointment.id")
      .where("access_appointment.user_id", "=", who[name].userId ?? "")
      .executeTakeFirstOrThrow();
    await speakFor({ ...work, actor: administrator }, appointmentId, { body_id: id });
    made[name] = id;
  }
  return made as Record<keyof typeof who, string>;
}

/** With the number and day of its paper, and corrected once. */
async function answerAsBody(
  work: Work,
  { id, ministry, bodyId, today }: { id: string; ministry: Actor; bodyId: string; today: string },
) {
  const acting = { id: bodyId, role: "consulted_agency", bodyId, unitId: "", unitPath: "", paths: [] } as const;
  const speaker = {
    ...ministry,
    appointments: [{ ...acting, paths: [], unitName: "", unitName_in: {}, unitKind: "" }],
  };
  const paper = { verdict: "remarks", paper_number: "1182/BNG-ĐNND", paper_on: today } as const;
  await answerRequest({ ...work, actor: speaker }, id, { ...paper, comment: FIRST_ANSWER });
  await correctAnswer({ ...work, actor: speaker }, id, { ...paper, comment: ANSWER });
}

/** A province that was reminded, and a department whose question was withdrawn. */
async function loadUnitsAsked(
  work: Work,
  { visits, ask, office }: { visits: { id: string; unit_id: string }[]; ask: Ask; office: Actor },
) {
  const actor = { ...work, actor: office };
  const units = [await findUnitByCode(work, "ha_noi"), await findUnitByCode(work, "can_tho")];
  for (const [index, unit] of units.entries()) {
    // Nobody asks the own unit.
    const visit = visits.slice(index * 3).find((one) => one.unit_id !== unit?.id);
    if (!unit || !visit) continue;
    const id = await ask(visit.id, `unit:${unit.id}`, OF_UNITS[index] ?? "", { kind: "opinion", days: 3 });
    if (index === 0) await remindRequest(actor, id);
    else await withdrawRequest(actor, id, { reason: WITHDRAWN });
  }
}
type Ask = (visit: string, asked: string, question: string, rest: { kind: "opinion"; days: number }) => Promise<string>;

/** Guests who go on to two provinces: one has confirmed, the other is asked. */
async function loadHosts(work: Work, { office, today }: { office: Actor; today: string }) {
  const hosts = [await findUnitByCode(work, "thanh_hoa"), await findUnitByCode(work, "can_tho")];
  const visit = await work.trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.departs_on", "delegation.returns_on"])
    .where("delegation.direction", "=", "incoming")
    .where("delegation.status", "=", "proposed")
    .where("delegation.visibility", "=", "unit")
    .where(
      "delegation.unit_id",
      "not in",
      hosts.map((one) => one?.id ?? ""),
    )
    .orderBy("delegation.departs_on", "desc")
    .executeTakeFirst();
  if (!visit) return;
  const due_on = (await readClock(work, today)).after(today, 4);
  for (const [index, host] of hosts.entries()) {
    if (!host) continue;
    const wish = HOSTED[index] ?? "";
    // The last two days, one each.
    const before = addDays(visit.returns_on, index - 1);
    const on_date = before < visit.departs_on ? visit.departs_on : before;
    const asked = {
      unit_id: host.id,
      from_on: on_date,
      until_on: on_date,
      wish,
      due_on,
      shows_head: true,
      shows_needs: false,
    };
    const id = await askHost({ ...work, actor: office }, visit.id, asked);
    const entry = programmeForm.parse({ on_date, content: wish, host_unit_id: host.id });
    await addPart({ ...work, actor: office }, DELEGATION_PARTS, { recordId: visit.id, name: "programme" }, entry);
    if (index === 0) await answerHosting({ ...work, actor: office }, id, hostingAnswerForm.parse(CONFIRMED));
  }
}

/** Promised on another unit's visit, and Ha Noi's to do. */
async function loadPromise(work: Work, { office, today }: { office: Actor; today: string }) {
  const lead = await findUnitByCode(work, "ha_noi");
  const visit = await work.trx
    .selectFrom("delegation")
    .select("delegation.id")
    .where("delegation.status", "in", ["report_due", "reported", "archived"])
    .where("delegation.unit_id", "!=", lead?.id ?? "")
    .orderBy("delegation.returns_on", "desc")
    .executeTakeFirst();
  if (!lead || !visit) return;
  const promised = {
    content: PROMISE,
    lead_unit_id: lead.id,
    due_on: (await readClock(work, today)).after(today, 5),
    is_awaiting_text: false,
  };
  await addCommitment({ ...work, actor: office }, visit.id, promised);
}

/** A partner reads its own record and asks for a correction. */
async function loadGrant(work: Work, { office, partner }: Record<"office" | "partner", Actor>) {
  const own = await work.trx
    .selectFrom("partner")
    .select("partner.id")
    .where("partner.name", "like", "%AAFV%")
    .executeTakeFirst();
  if (own) {
    await grantPartner({ ...work, actor: office }, own.id, { user_id: partner.userId ?? "", access: "give" });
    await suggestCorrection({ ...work, actor: partner }, own.id, { body: SUGGESTION });
  }
}

/** The same in the own unit, as who writes for it. */
export async function inOwnUnit(work: Work, email: string): Promise<Actor> {
  const { unit_id, unit_path } = await work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select(["access_appointment.unit_id", "access_appointment.unit_path"])
    .where("auth_user.email", "=", email)
    .executeTakeFirstOrThrow();
  return { ...(await as(work, email)), unitId: unit_id, unitPath: unit_path };
}

/** The person of the demo, acting past row-level security as everything that loads the demo does. */
export async function as(work: Work, email: string): Promise<Actor> {
  const person = await work.trx
    .selectFrom("auth_user")
    .innerJoin("access_appointment", "access_appointment.user_id", "auth_user.id")
    .select(["auth_user.id", "auth_user.name", "access_appointment.role"])
    .where("auth_user.email", "=", email)
    .executeTakeFirstOrThrow();
  const isOutside = ["consulted_agency", "partner", "foreign_ngo"].includes(person.role);
  return {
    ...system,
    userId: person.id,
    name: person.name,
    role: person.role,
    reach: isOutside ? "outside" : "system",
  };
}

const OPINIONS = [
  "Đề nghị Quý cơ quan cho ý kiến về sự cần thiết và thành phần của đoàn.",
  "Đề nghị cho ý kiến về nội dung làm việc với đối tác.",
  "Đề nghị cho ý kiến về thời điểm của chuyến thăm.",
] as const;
const BODIES = {
  ministry: { name: "Bộ Ngoại giao", kind: "consulted_agency" },
  partner: { name: "Association d’amitié franco-vietnamienne (AAFV)", kind: "partner" },
  ngo: { name: "Enfants & Écoles", kind: "foreign_ngo" },
} as const;
const OF_UNITS = [
  "Đề nghị cho ý kiến về việc đoàn đến làm việc tại Hà Nội.",
  "Đề nghị cho ý kiến về nội dung đoàn làm việc tại Cần Thơ.",
];
const WITHDRAWN = "Chương trình thay đổi, đoàn không đến Cần Thơ nữa.";
const FIRST_ANSWER = "Đồng ý về chủ trương.";
const ANSWER = "Đồng ý về chủ trương; đề nghị lùi một ngày để tránh trùng lịch đoàn cấp cao.";
const PROGRAMME =
  "Please confirm the programme, or say what has to change.\nĐề nghị xác nhận chương trình hoặc cho biết nội dung cần điều chỉnh.";
const HOSTED = ["Thăm Thành Nhà Hồ, gặp cựu lưu học sinh", "Thăm Đại học Cần Thơ, ăn trưa với hội hữu nghị"];
const CONFIRMED = {
  answer: "confirmed",
  contact_name: "Nguyễn Thị Bích Ngọc",
  contact_phone: "0237 3852 345",
  car: "Xe 16 chỗ, 36B-012.34",
  interpreter: "Lê Minh Khôi",
  version: 1,
};
const PROMISE = "Đón đoàn thanh niên của đối tác tại Hà Nội, cử người phụ trách";
const SUGGESTION = "Our office moved: the city is now Montreuil, not Paris.";
