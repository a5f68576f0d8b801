import { addDays, today } from "#platform/time.ts";
import type { Body, Hands, Who } from "./kill-hands.ts";
import { fresh } from "./kill-hands.ts";
import { photo, writeActivity, writeAid, writeNote, writePartner, writeRegister, writeUnit } from "./kill-records.ts";
import { writeUnhappyVisits, writeVisit } from "./kill-visits.ts";

type Items<Row> = { items: ({ id: string } & Row)[] };
const admin: Who = "admin";
const anyOf = <Row>(rows: readonly Row[]): Row => rows[Math.floor(Math.random() * rows.length)] as Row;
const source = () => fresh("Công văn");

/** Facts of each kind: added where a union may, corrected, said not to hold, taken back. */
export async function writeFacts(hands: Hands): Promise<void> {
  const grounds = () => ({ source: source(), is_confirmed: true });
  const on_date = addDays("2060-01-01", Math.floor(Math.random() * 9000));
  const day = await hands.post(admin, "/facts/days", { on_date, kind: "holiday", name: fresh("Lễ"), ...grounds() });
  await hands.patch(admin, `/facts/days/${day.id}`, { name: fresh("Tết") });
  await hands.post(admin, `/facts/days/${day.id}/take-out`, { source: source() });
  await hands.post(admin, `/facts/days/${day.id}/take-back`);
  const mission = await hands.post(admin, "/facts/missions", {
    host_iso2: "FR",
    city: fresh("Lyon"),
    kind: "consulate general",
    accredited_iso2: ["FR"],
    ...grounds(),
  });
  await hands.patch(admin, `/facts/missions/${mission.id}`, { city: fresh("Nice") });
  await hands.post(admin, `/facts/missions/${mission.id}/take-out`, { source: source() });
  await hands.post(admin, `/facts/missions/${mission.id}/take-back`);
  await writeRelation(hands, grounds());
  const country = anyOf(["FR", "DE", "LA", "KH", "CU", "JP", "IT", "ES"]);
  await hands.patch(admin, `/facts/countries/${country}`, { capital: fresh("Thủ đô"), ...grounds() });
  await hands.post(admin, `/facts/countries/${country}/take-back`);
  const provinces = await hands.read<{ items: { key: string }[] }>(admin, "/facts/provinces");
  const { key } = anyOf(provinces.items);
  await hands.patch(admin, `/facts/provinces/${key}`, { name: fresh("Tỉnh"), ...grounds() });
  await hands.post(admin, `/facts/provinces/${key}/take-back`);
}

const WITHOUT_ONE = ["VA", "TW", "NU", "KI", "KM", "XK", "HK", "MO"];

/** A relation stands once for a country: where none is said one is added, else one that is there is corrected. */
async function writeRelation(hands: Hands, grounds: Body) {
  const { items } = await hands.read<{ items: { key: string }[] }>(admin, "/facts/relations");
  const known = new Set(items.map((one) => one.key));
  const free = WITHOUT_ONE.find((iso2) => !known.has(iso2));
  const body = { iso2: free, established_on: "1999-05-05", precision: "day", ...grounds };
  const key =
    free && (await hands.post(admin, "/facts/relations", body)) ? free : anyOf(["FR", "DE", "LA", "KH", "CU"]);
  await hands.patch(admin, `/facts/relations/${key}`, { note: fresh("Ghi chú"), ...grounds });
  await hands.post(admin, `/facts/relations/${key}/take-out`, { source: source() });
  await hands.post(admin, `/facts/relations/${key}/take-back`);
}

export async function writePeople(hands: Hands): Promise<void> {
  const { items: units } = await hands.read<Items<{ code: string }>>(admin, "/units?limit=200");
  const unit_id = units.find((one) => one.code === "ha_noi")?.id;
  const email = `k${crypto.randomUUID()}@demo.example`;
  const invited = await hands.post(admin, "/people/invite", { name: fresh("Mới"), email, unit_id, role: "press" });
  await hands.post(admin, `/people/invitations/${invited.id}/resend`);
  await hands.post(admin, `/people/invitations/${invited.id}/withdraw`);
  const role = { email: "press@demo.example", unit_id, role: "press", from_on: today() };
  const given = await hands.post(admin, "/people/appoint", role);
  await hands.post(admin, `/people/${given.id}/end`, { until_on: addDays(today(), 1) });
  const { items } = await hands.read<Items<{ user_id: string; email: string }>>(admin, "/people?limit=200");
  const { id, user_id: person } = anyOf(items.filter((one) => one.email === "press@demo.example"));
  await hands.post(admin, `/people/${id}/rename`, { name: fresh("Phạm Khánh Linh") });
  // Only the first time is that person signed in anywhere.
  await hands.post(admin, `/people/accounts/${person}/end-sessions`).catch(() => undefined);
  for (const step of ["deactivate", "reopen"]) await hands.post(admin, `/people/accounts/${person}/${step}`);
  const keys = await hands.read<Items<{ name: string }>>(admin, "/keys?limit=200");
  const spare = keys.items.find((one) => one.name.startsWith("spare"));
  if (spare) await hands.post(admin, `/keys/${spare.id}/revoke`);
}

export async function writeRules(hands: Hands): Promise<void> {
  const rule = { unit_kind: "press", approving_kind: "own", report_due_working_days: 7, from_on: today() };
  const made = await hands.post("office", "/delegations/routes", rule);
  await hands.post("office", `/delegations/routes/${made.id}/end`, { until_on: addDays(today(), 1) });
  const lent = await hands.post("leader", "/signatures", {
    email: "office@demo.example",
    signed_as: "KT",
    from_post: fresh("Chủ tịch"),
    to_post: fresh("Chánh văn phòng"),
    from_on: today(),
    last_on: addDays(today(), 2),
  });
  await hands.post("leader", `/signatures/${lent.id}/end`);
}

export async function writeReport(hands: Hands): Promise<void> {
  const section = anyOf(["context", "bilateral", "multilateral", "aid"]);
  const at = `/reports/annual/text?year=2025&section=${section}&language=vi`;
  const { version } = await hands.read<{ version: number }>("office", at);
  await hands.post("office", "/reports/annual/text", {
    year: 2025,
    section,
    language: "vi",
    body: fresh("Lời"),
    version,
  });
}

function sheet(rows: number): FormData {
  const lines = Array.from({ length: rows }, () => `${fresh("Trường")},Pháp,Paris`);
  const form = new FormData();
  form.set("kind", "partners");
  form.set("file", new File([["Tên,Nước,Thành phố", ...lines].join("\n")], "đối tác.csv", { type: "text/csv" }));
  return form;
}

/** What takes long, and is killed in the middle: each leaves either all of it or nothing. */
export const HEAVY: Record<string, (hands: Hands) => Promise<unknown>> = {
  import: async (hands) => {
    const tried = await hands.post("office", "/imports?try=true", sheet(800));
    await hands.post("office", `/imports/${tried.id}/steps/commit`);
  },
  freeze: (hands) => hands.post("office", "/reports/annual/freeze", { year: 2025, language: "vi" }),
  upload: async (hands) => {
    const made = await hands.post("office", "/activities", {
      kind: "visit",
      title: fresh("Ảnh"),
      starts_on: today(),
      countries: ["FR"],
    });
    for (let sent = 0; sent < 5; sent += 1) await hands.post("office", `/activities/${made.id}/photos`, photo());
  },
};

/** Imports that are taken back, by both of the addresses that do it. */
export async function writeUndoneImports(hands: Hands): Promise<void> {
  for (const way of ["undo", "steps/undo"]) {
    const { id } = await hands.post("office", "/imports", sheet(2));
    for (let look = 0; look < 200; look += 1) {
      const { status } = await hands.read<{ status: string }>("office", `/imports/${id}`);
      if (status === "committed") break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await hands.post("office", `/imports/${id}/${way}`);
  }
}

/** Every kind of record with its steps, each as one person does it; tests/kill-writers.test.ts says which call is missing. */
export const WRITERS: Record<string, (hands: Hands) => Promise<unknown>> = {
  partner: writePartner,
  activity: writeActivity,
  aid: writeAid,
  note: writeNote,
  register: writeRegister,
  unit: writeUnit,
  visit: writeVisit,
  "unhappy visits": writeUnhappyVisits,
  facts: writeFacts,
  people: writePeople,
  rules: writeRules,
  report: writeReport,
  "undone imports": writeUndoneImports,
};
