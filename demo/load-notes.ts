import { writeNote } from "#modules/notes/note.commands.server.ts";
import { noteForm } from "#modules/notes/note.forms.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";
import { as } from "./load-asked.ts";

/** What was said lately with partners of France, of the office's next visit and of a country: talks, calls, letters. */
export async function loadNotes(work: Work, today: string) {
  const writer = await inOwnUnit(work, "association.france@demo.example");
  const office = await inOwnUnit(work, "office@demo.example");
  const partners = await work.trx
    .selectFrom("partner")
    .select("partner.id")
    .where("partner.country_iso2", "=", "FR")
    .where("partner.status", "=", "active")
    .orderBy("partner.name")
    .limit(SAID.length)
    .execute();
  for (const [index, { id }] of partners.entries()) {
    const [kind, days, body] = SAID[index] ?? SAID[0];
    const note = noteForm.parse({ kind, body, on_date: addDays(today, -days), partner: id });
    await writeNote({ ...work, actor: writer }, note);
  }
  const visit = await work.trx
    .selectFrom("delegation")
    .select("delegation.id")
    .where("delegation.departs_on", ">", today)
    .where("delegation.visibility", "=", "unit")
    .orderBy("delegation.departs_on")
    .executeTakeFirst();
  const [about, ofCountry] = [
    { kind: "call", body: OF_VISIT, on_date: addDays(today, -1), delegation: visit?.id },
    { kind: "talk", body: OF_COUNTRY, on_date: addDays(today, -6), country: "LA" },
  ];
  if (visit) await writeNote({ ...work, actor: office }, noteForm.parse(about));
  await writeNote({ ...work, actor: office }, noteForm.parse(ofCountry));
}

/** Who is signed in notes for a unit. */
export async function inOwnUnit(work: Work, email: string): Promise<Actor> {
  const { unit_id, unit_path } = await work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select(["access_appointment.unit_id", "access_appointment.unit_path"])
    .where("auth_user.email", "=", email)
    .executeTakeFirstOrThrow();
  return { ...(await as(work, email)), unitId: unit_id, unitPath: unit_path };
}

const SAID: [[string, number, string], ...[string, number, string][]] = [
  [
    "call",
    3,
    "Xác nhận dự họp mặt đầu năm, sẽ gửi danh sách 4 người trước ngày 15.\nĐề nghị bố trí phiên dịch tiếng Pháp.",
  ],
  ["talk", 12, "Trao đổi về triển lãm ảnh: đối tác giới thiệu hai nhiếp ảnh gia và lo chi phí vận chuyển."],
  ["letter", 20, "Nhận thư cảm ơn sau chuyến thăm, có lời mời sang dự kỷ niệm vào mùa thu."],
];
const OF_VISIT = "Khách sạn báo còn đủ phòng; chờ danh sách chính thức để đặt.";
const OF_COUNTRY = "Đại sứ quán gợi ý tổ chức giao lưu thanh niên biên giới vào quý sau.";
