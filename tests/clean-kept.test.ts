import { beforeAll, expect, test } from "vitest";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { attachFile } from "#modules/files/file.commands.server.ts";
import { tryImport } from "#modules/imports/import.commands.server.ts";
import { searchAll } from "#modules/search/search.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ownRights } from "#platform/history.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { listPartners } from "#modules/partners/partner.queries.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
let officer: Actor;
let partnerId: string;
beforeAll(async () => {
  officer = await aPerson("association_officer", "association_fr");
  const facts = registerForm.parse({ kind: "university", name: "Đại học Sạch\vSẽ", country_iso2: "FR" });
  partnerId = await inWork(officer, (work) => registerPartner(work, facts));
});

const DIRTY = "Sạch\0\v sẽ\uFFFE\uD83D.csv".normalize("NFD");
const KEPT = "Sạch sẽ\uFFFD.csv";

test("the name of a file that is attached, and of a list that is read in", async () => {
  const id = await inWork(officer, (work) =>
    attachFile(work, { subject: ["partner", partnerId], rights: ownRights(work, "unit") }, new File(["x"], DIRTY)),
  );
  const list = new TextEncoder().encode("Tên đối tác,Loại,Nước\nMới,Trường đại học,Pháp\n");
  const imported = await inWork(officer, (work) => tryImport(work, { kind: "partners", name: DIRTY, bytes: list }));
  const names = await inReading(officer, async ({ trx }) => [
    await trx.selectFrom("file").select("name").where("id", "=", id).executeTakeFirst(),
    await trx.selectFrom("import").select("file_name as name").where("id", "=", imported).executeTakeFirst(),
  ]);
  expect(names).toEqual([{ name: KEPT }, { name: KEPT }]);
});

test("a letter, whose subject is one line", async () => {
  const letter = { recipient: "a@test.example", subject: "Một\r\nBcc: b@x\uFFFE", body: "Hai\r\n\u0007ba\v" };
  await inWork(officer, (work) => sendMail(work, letter));
  const written = await asOwner(database.ownerUrl(), (client) =>
    client.query<object>("select subject, body from mail_outbox where recipient = $1", [letter.recipient]),
  );
  expect(written.rows).toEqual([
    { subject: "Liên hiệp: Một Bcc: b@x", body: "Hai\nba\n\n-- \nLiên hiệp các tổ chức hữu nghị Việt Nam\n" },
  ]);
});

test("what is searched for, over everything and in a list", async () => {
  const asked = "\uFEFF\0 Sạch\v\uFFFE sẽ \u200B".normalize("NFD");
  expect((await inReading(officer, (work) => searchAll(work, asked))).map((one) => one.id)).toEqual([partnerId]);
  const found = await inReading(officer, (work) => listPartners(work, { q: asked, limit: 5 }));
  expect(found.items.map((one) => one.id)).toEqual([partnerId]);
});
