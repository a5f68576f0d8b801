import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays, now } from "#platform/time.ts";
import type { DemoActivity } from "./activities.ts";
import { activitiesAround, activitiesOfYear } from "./activities.ts";
import { demoProjects } from "./aid.ts";
import type { DemoDelegation, Hosts } from "./delegations.ts";
import { delegationsAround, delegationsOfYear } from "./delegations.ts";
import type { UnitIndex } from "./load.ts";
import { demoPartners } from "./partners.ts";
import { Random } from "./random.ts";

type Country = { iso2: string; name_vi: string; capital_en: string };
type Rights = { unit_id: string; unit_path: string; visibility: "unit" | "union"; shared_paths: string; named_user_ids: string[] };
type Line = { subject_kind: string; subject_id: string; action: string; after: string; at: Date } & Rights;

const EUROPE = ["FR", "DE", "GB", "SE", "PL", "CZ", "HU", "BG", "UA", "IT", "NL", "BE", "ES", "FI", "IS", "LU", "AT", "CH", "GR", "BY", "RU"];
const AMERICAS = ["US", "CU", "CA", "BR", "AR", "CL", "VE"];

function rightsIn(units: UnitIndex, code: string, visibility: "unit" | "union"): Rights {
  const unit = units.get(code);
  if (!unit) throw new Error(`The demo names the unit ${code}, which the tree does not have.`);
  return { unit_id: unit.id, unit_path: unit.path, visibility, shared_paths: "{}", named_user_ids: [] };
}

/** The national association where there is one, else the department that looks after the region. */
function unitFor(units: UnitIndex, iso2: string): string {
  const association = `association_${iso2.toLowerCase()}`;
  if (units.has(association)) return association;
  if (EUROPE.includes(iso2)) return "europe";
  return AMERICAS.includes(iso2) ? "americas" : "asia_africa";
}

async function inChunks<Row>(rows: Row[], insert: (chunk: Row[]) => Promise<unknown>) {
  for (let start = 0; start < rows.length; start += 400) await insert(rows.slice(start, start + 400));
}

async function writeHistory(work: Work, lines: Line[]) {
  await inChunks(lines, (chunk) => work.trx.insertInto("history").values(chunk.map((line) => ({ ...line, user_name: "Amity" }))).execute());
}

export async function loadPartners(work: Work, units: UnitIndex, today: string): Promise<Map<string, string[]>> {
  const rows = demoPartners(new Random(3), today, (country) => unitFor(units, country)).map(({ unit, ...partner }) => ({
    id: crypto.randomUUID(), ...partner, last_contact_on: partner.first_contact_on, ...rightsIn(units, unit, "union"),
  }));
  await inChunks(rows, (chunk) => work.trx.insertInto("partner").values(chunk).execute());
  await inChunks(rows, (chunk) => work.trx.insertInto("partner_name").values(chunk.map((row) => ({ partner_id: row.id, name: row.name, language: "en", kind: "official", ...pickRights(row) }))).execute());
  await writeHistory(work, rows.map((row) => ({ subject_kind: "partner", subject_id: row.id, action: "registered", after: JSON.stringify({ name: row.name }), at: now(), ...pickRights(row) })));
  const byCountry = new Map<string, string[]>();
  for (const row of rows) byCountry.set(row.country_iso2, [...(byCountry.get(row.country_iso2) ?? []), row.id]);
  return byCountry;
}

export async function loadDelegations(work: Work, units: UnitIndex, of: { today: string; passportDays: number }) {
  const random = new Random(11);
  const countries = new Map(readFacts<Country>("countries").map((country) => [country.iso2, country]));
  const hosts: Hosts = ["FR", "DE", "LA", "KH", "CN", "CU", "RU", "IN", "JP", "TH", "US", "BG", "PL", "HU", "SE", "UA", "VE", "AU", "KR", "ID"].map((iso2) => ({
    unit: unitFor(units, iso2), iso2, country: countries.get(iso2)?.name_vi ?? iso2, city: countries.get(iso2)?.capital_en ?? "",
  }));
  const local: Hosts = [{ unit: "ha_noi", iso2: "FR", country: "Pháp", city: "Toulouse" }, { unit: "can_tho", iso2: "KR", country: "Hàn Quốc", city: "Gwangju" }];
  const all = [
    ...delegationsOfYear(random, 2023, [...hosts, ...local]), ...delegationsOfYear(random, 2024, [...hosts, ...local]),
    ...delegationsOfYear(random, 2025, [...hosts, ...local]), ...delegationsAround(random, of.today, [...hosts, ...local, ...local]),
  ];
  for (const one of all) await insertDelegation(work, one, units, of);
}

async function insertDelegation(work: Work, one: DemoDelegation, units: UnitIndex, of: { today: string; passportDays: number }) {
  const { unit, members, commitments, status_days, ...facts } = one;
  const rights = rightsIn(units, unit, "unit");
  const id = crypto.randomUUID();
  const since = new Date(now().getTime() - status_days * 86_400_000);
  await work.trx.insertInto("delegation").values({ id, ...facts, head_name: members[0]?.name ?? null, member_count: members.length, status_since: since, ...rights }).execute();
  const kept = { delegation_id: id, ...rights };
  await work.trx.insertInto("delegation_member").values(members.map((member) => ({ ...member, ...kept }))).execute();
  await work.trx
    .insertInto("delegation_programme_entry")
    .values(["Đón đoàn, về khách sạn", "Làm việc với đối tác, trao đổi kế hoạch năm", "Thăm cơ sở và giao lưu hữu nghị"].map((content_vi, index) => ({
      content_vi, content_en: ["Arrival, transfer to the hotel", "Working session with the partner on the year's plan", "Site visit and friendship exchange"][index] ?? null,
      on_date: addDays(one.departs_on, index), starts_at: ["15:00", "09:00", "14:00"][index] ?? null, place: one.cities, person_answerable: members[1]?.name ?? null, ...kept,
    })))
    .execute();
  await work.trx.insertInto("delegation_budget_line").values([
    { description: "Vé máy bay", quantity: members.length, unit_price: 21_500_000, currency: "VND", payer: "union", ...kept },
    { description: "Ăn, ở và đi lại tại chỗ", quantity: members.length, unit_price: 640, currency: "USD", payer: "partner", ...kept },
  ]).execute();
  if (["approved", "preparing", "travelling", "report_due", "reported", "archived"].includes(one.status))
    await work.trx.insertInto("delegation_decision").values({ step: "approve", decided_on: addDays(one.departs_on, -18), decided_by_name: "Phan Minh Anh", number: `${id.slice(0, 3).toUpperCase()}/QĐ-LHHN`, ...kept }).execute();
  if (["reported", "archived"].includes(one.status))
    await work.trx.insertInto("delegation_report").values({ facts: "Đoàn đã thực hiện đủ chương trình, gặp các đối tác theo kế hoạch.", assessment: "Chuyến đi đạt mục đích đề ra.", reported_on: addDays(one.returns_on, 6), ...kept }).execute();
  if (commitments.length > 0)
    await work.trx.insertInto("delegation_commitment").values(commitments.map(({ lead, ...promise }) => ({ ...promise, lead_unit_id: rightsIn(units, lead, "unit").unit_id, ...kept }))).execute();
  const after = JSON.stringify({ title: one.title, status: one.status });
  await writeHistory(work, [{ subject_kind: "delegation", subject_id: id, action: one.status === "draft" ? "drafted" : "propose", after, at: since, ...rights }]);
}

export async function loadActivities(work: Work, units: UnitIndex, of: { today: string; partners: Map<string, string[]> }) {
  const random = new Random(7);
  const facts = readFacts<Country>("countries").filter((country) => of.partners.has(country.iso2));
  const hosting = ["central_association", "committee", "department", "provincial_union", "provincial_association"];
  const places = {
    countries: new Map(facts.map((country) => [country.iso2, country.name_vi])),
    units: [...units].filter(([, unit]) => hosting.includes(unit.kind)).map(([code, unit]) => ({
      code, kind: unit.kind, country: unit.country && of.partners.has(unit.country) ? unit.country : null,
      place: unit.kind.startsWith("provincial") ? unit.name_vi.replace(/^.*(tỉnh|thành phố|Thành phố) /, "") : "Hà Nội",
    })),
  };
  const activities = [...([2023, 2024, 2025] as const).flatMap((year) => activitiesOfYear(random, year, places)), ...activitiesAround(random, of.today, places)];
  const rows = activities.map((activity) => ({ id: crypto.randomUUID(), activity, rights: rightsIn(units, activity.lead, "union") }));
  await insertActivities(work, rows, units);
  const events = rows.flatMap(({ id, activity, rights }) =>
    activity.status === "held" ? random.some(of.partners.get(activity.countries[0] ?? "") ?? [], 1).map((partner_id) => ({ partner_id, subject_kind: "activity", subject_id: id, on_date: activity.starts_on, title: activity.title, ...rights })) : [],
  );
  await inChunks(events, (chunk) => work.trx.insertInto("partner_event").values(chunk).execute());
  await inChunks(events, (chunk) => work.trx.insertInto("activity_partner").values(chunk.map((event) => ({ activity_id: event.subject_id, partner_id: event.partner_id, ...pickRights(event) }))).execute());
  await work.client.query("update partner set last_contact_on = greatest(partner.last_contact_on, newest.on_date) from (select partner_id, max(on_date) as on_date from partner_event group by 1) as newest where newest.partner_id = partner.id");
  await writeHistory(work, rows.map(({ id, activity, rights }) => ({ subject_kind: "activity", subject_id: id, action: activity.status === "held" ? "recorded" : "planned", after: JSON.stringify({ title: activity.title }), at: now(), ...rights })));
}

async function insertActivities(work: Work, rows: { id: string; activity: DemoActivity; rights: Rights }[], units: UnitIndex) {
  const inserts = rows.map(({ id, activity: { lead, coHosts, ...facts }, rights }) => ({
    id, ...facts, level: ["provincial_union", "provincial_association"].includes(units.get(lead)?.kind ?? "") ? "local" : "central",
    host_paths: `{${[lead, ...coHosts].map((code) => units.get(code)?.path).join(",")}}`, ...rights,
  }));
  await inChunks(inserts, (chunk) => work.trx.insertInto("activity").values(chunk).execute());
  const hosts = rows.flatMap(({ id, activity, rights }) =>
    [activity.lead, ...activity.coHosts].map((code, index) => ({ activity_id: id, host_unit_id: units.get(code)?.id ?? rights.unit_id, is_lead: index === 0, ...rights })),
  );
  await inChunks(hosts, (chunk) => work.trx.insertInto("activity_host").values(chunk).execute());
}

export async function loadAid(work: Work, units: UnitIndex, today: string) {
  const rights = rightsIn(units, "paccom", "union");
  const rows = demoProjects(new Random(23), today).map(({ amounts, ...project }) => ({ id: crypto.randomUUID(), project, amounts }));
  await inChunks(rows, (chunk) => work.trx.insertInto("aid_project").values(chunk.map((row) => ({ id: row.id, ...row.project, ...rights }))).execute());
  const amounts = rows.flatMap((row) => row.amounts.map((amount) => ({ aid_project_id: row.id, ...amount, ...rights })));
  await inChunks(amounts, (chunk) => work.trx.insertInto("aid_project_amount").values(chunk).execute());
  await writeHistory(work, rows.map((row) => ({ subject_kind: "aid_project", subject_id: row.id, action: "registered", after: JSON.stringify({ title: row.project.title }), at: now(), ...rights })));
}

function pickRights(row: Rights): Rights {
  const { unit_id, unit_path, visibility, shared_paths, named_user_ids } = row;
  return { unit_id, unit_path, visibility, shared_paths, named_user_ids };
}
