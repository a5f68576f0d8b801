import { addDays, today } from "#platform/time.ts";
import type { Body, Hands, Who } from "./kill-hands.ts";
import { fresh } from "./kill-hands.ts";

/** The key of the row below a record that says this. */
async function partOf(hands: Hands, kind: string, id: string, said: Body): Promise<string> {
  const rows = await hands.look(kind, id);
  const row = rows.find((one) => Object.entries(said).every(([name, value]) => one.said[name] === value));
  if (!row) throw new Error(`${kind} ${id}: no row says ${JSON.stringify(said)}`);
  return row.key;
}

type Parts = { who: Who; kind: string; at: string };

/** A row that stays, one that is changed, one that is changed and taken out. */
export async function writePart(
  hands: Hands,
  { who, kind, at }: Parts,
  below: string,
  [by, makes]: [string, () => Body],
): Promise<void> {
  await hands.post(who, `${at}/${below}`, makes());
  for (const isLast of [false, true]) {
    const body = makes();
    const made = await hands.post(who, `${at}/${below}`, body);
    const part = await partOf(hands, kind, made.id, { [by]: body[by] });
    made.isChanged = true;
    const changed = await hands.patch(who, `${at}/${below}/${part}`, makes());
    changed.isChanged = isLast;
    if (isLast) await hands.remove(who, `${at}/${below}/${part}`);
  }
}

export async function writePartner(hands: Hands): Promise<void> {
  const who = "office";
  const make = () =>
    hands.post(who, "/partners", {
      kind: "university",
      name: fresh("Université"),
      country_iso2: "FR",
      city: fresh("Pau"),
      is_another: true,
    });
  const [{ id }, other] = [await make(), await make()];
  const at = `/partners/${id}`;
  await hands.patch(who, at, { city: fresh("Lyon"), next_step: fresh("Thư mời"), next_step_on: today() });
  const place = { who, kind: "partner", at } as const;
  await writePart(hands, place, "names", [
    "name",
    () => ({ name: fresh("UPPA"), language: "fr", kind: "abbreviation" }),
  ]);
  await writePart(hands, place, "contacts", ["value", () => ({ kind: "address", value: fresh("12 rue") })]);
  const days = Array.from({ length: 5 }, (_, at) => addDays("2020-01-01", at * 31));
  await writePart(hands, place, "relations", [
    "from_on",
    () => ({ other_partner_id: other.id, kind: "cooperates_with", from_on: days.pop() }),
  ]);
  await hands.post(who, `${at}/sharing`, { visibility: "unit" });
  await hands.post(who, `${at}/steps/close`, { reason: fresh("Sáp nhập") });
  await hands.post(who, `${at}/steps/reopen`);
  const { id: user_id } = await hands.read<{ id: string }>("friend", "/me");
  await hands.post(who, `${at}/steps/grant`, { user_id, access: "give" });
  const body = fresh("Tên đã đổi");
  await hands.post("friend", `${at}/steps/suggest`, { body });
  const suggestion = await owedOf(hands, "partner", id, body);
  await hands.post(who, `${at}/suggestions/${suggestion}`, { outcome: fresh("Đã sửa") });
}

/** The key of what is owed where this was asked, promised or said. */
export async function owedOf(hands: Hands, kind: string, id: string, text: string): Promise<string> {
  const said = (await hands.look(kind, id)).find(
    (row) => row.table === "exchange" && Object.values(row.said).includes(text),
  );
  if (!said) throw new Error(`${kind} ${id}: nobody said ${text}`);
  return partOf(hands, kind, id, { exchange_id: said.key });
}

export async function writeActivity(hands: Hands): Promise<void> {
  const who = "office";
  const series = await hands.post(who, "/activities/series", { name: fresh("Chuỗi") });
  const plan = (more: Body) =>
    hands.post(who, "/activities", {
      kind: "seminar",
      title: fresh("Hội thảo"),
      countries: ["FR"],
      occasion: "none",
      ...more,
    });
  const held = await plan({ starts_on: addDays(today(), -3), series_id: series.id, edition: 1 });
  const at = `/activities/${held.id}`;
  await hands.patch(who, at, { place: fresh("Hà Nội"), participants: 12 });
  await hands.post(who, `${at}/sharing`, { visibility: "unit" });
  const result = fresh("Tốt");
  await hands.post(who, `${at}/steps/hold`, { starts_on: addDays(today(), -2), participants: 40, result });
  await hands.post(who, `${at}/photos`, photo());
  await hands.post(who, `${at}/copy`);
  const off = await plan({ starts_on: addDays(today(), 9) });
  await hands.post(who, `/activities/${off.id}/steps/move`, { starts_on: addDays(today(), 12) });
  await hands.post(who, `/activities/${off.id}/steps/cancel`, { reason: fresh("Bão") });
  await hands.post(who, `/activities/${off.id}/steps/take-back`, { reason: fresh("Hết bão") });
  await hands.post(who, `/activities/${off.id}/steps/cancel`, { reason: fresh("Lại bão") });
  await hands.post(who, `/activities/${off.id}/steps/correct`, { to: "planned", reason: fresh("Nhầm") });
}

/** A picture of one point, and a text behind it that makes it another file each time. */
export function photo(): FormData {
  const point = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const bytes = Buffer.concat([Buffer.from(point, "base64"), Buffer.from(fresh("ảnh"))]);
  const form = new FormData();
  form.set("photo", new File([bytes], "ảnh.png", { type: "image/png" }));
  form.set("has_consent", "true");
  return form;
}

export async function writeAid(hands: Hands): Promise<void> {
  const who = "ngo";
  const made = await hands.post(who, "/aid-projects", {
    title: fresh("Lớp học"),
    ngo_name: fresh("CARE"),
    ngo_country: "US",
    sector: "health",
    starts_on: "2025-01-01",
  });
  const at = `/aid-projects/${made.id}`;
  await hands.patch(who, at, { owner_name: fresh("Sở"), sector: "education" });
  let cents = Math.floor(Math.random() * 1e9);
  await writePart(hands, { who, kind: "aid_project", at }, "amounts", [
    "amount_usd",
    () => ({ kind: "disbursement", on_date: "2025-02-01", amount_usd: (cents += 1) / 4 }),
  ]);
  const { id: user_id } = await hands.read<{ id: string }>("giver", "/me");
  await hands.post(who, `${at}/steps/grant`, { user_id, access: "give" });
  await hands.post(who, `${at}/sharing`, { visibility: "unit" });
}

/** A paper that takes the next number, is put right, cancelled and stands again. */
export async function writeRegister(hands: Hands): Promise<void> {
  const who = "office";
  const paper = { kind: "notice", on_date: today(), subject: fresh("Thông báo") };
  const { id } = await hands.post(who, "/registers", paper);
  await hands.patch(who, `/registers/${id}`, { subject: fresh("Thông báo mới"), reason: "Ghi rõ" });
  await hands.post(who, `/registers/${id}/steps/cancel`, { reason: "In hỏng" });
  await hands.post(who, `/registers/${id}/steps/restore`);
}

/** What moves a partner's day of last contact, and is taken back. */
export async function writeNote(hands: Hands): Promise<void> {
  const who = "office";
  const facts = { kind: "university", name: fresh("Université"), country_iso2: "FR", is_another: true };
  const partner = await hands.post(who, "/partners", facts);
  const call = () => ({ kind: "call", on_date: today(), body: fresh("Đã gọi"), partner: partner.id });
  await hands.post(who, "/notes", call());
  const { id } = await hands.post(who, "/notes", call());
  await hands.patch(who, `/notes/${id}`, { body: fresh("Hẹn lại") });
  await hands.post(who, `/notes/${id}/steps/take-back`);
}

export async function writeUnit(hands: Hands): Promise<void> {
  const who = "admin";
  const { unit_id: parent_id } = await hands.read<{ unit_id: string }>(who, "/me");
  const make = (kind: string) => {
    const code = `k_${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
    return hands.post(who, "/units", { parent_id, kind, code, name: fresh("Chi hội") });
  };
  const [{ id }, mission] = [await make("chapter"), await make("mission")];
  await hands.patch(who, `/units/${id}`, { name: fresh("Hội"), from_on: today() });
  const days = { from_on: addDays(today(), -9) };
  const end = async (below: string, unit: string, body: Body, ended: Body) => {
    const made = await hands.post(who, `/units/${unit}/${below}`, body);
    made.isChanged = true;
    const part = await partOf(hands, "unit", unit, body);
    await hands.post(who, `/units/${unit}/${below}/${part}`, ended);
  };
  await end("posts", id, { title: fresh("Chủ tịch"), holder_name: fresh("Lan"), ...days }, { until_on: today() });
  await end("memberships", id, { in_unit_id: mission.id, ...days }, { last_on: today() });
  await end("accreditations", mission.id, { country_iso2: "FR", ...days }, { last_on: today() });
}
