import { beforeAll, expect, test } from "vitest";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { aDecidedVisit, edit, keptPapers } from "#modules/delegations/delegation-version.fixtures.ts";
import { returnChanges } from "#modules/delegations/delegation-change.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { GET as openPaper } from "../src/routes/(desk)/delegations/[delegationId]/papers/[paper].docx/+server.ts";
import { GET as openFile } from "../src/routes/(desk)/delegations/[delegationId]/files/[fileId]/+server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { wordText } from "./word-text.ts";

useDatabase();
let leader: Actor, france: Actor, germany: Actor, partnerId: string;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
  const host = registerForm.parse({ kind: "friendship_association", name: "AAFV", country_iso2: "FR" });
  partnerId = await inWork(france, (work) => registerPartner(work, host));
});

type Handler = (event: never) => Response | Promise<Response>;
const bytes = async (handler: Handler, params: object, actor = france) => {
  const answer = await handler({ params, locals: { actor, locale: "vi" } } as never);
  return Buffer.from(await answer.arrayBuffer());
};

test("the decision that is printed is the one that was kept; papers of a changed file say so", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  const [kept] = (await keptPapers(france, id)).filter((one) => one.paper === "decision");
  const paper = (name: string) => bytes(openPaper as Handler, { delegationId: id, paper: name });
  const isKept = async () => (await paper("decision")).toString("base64") === kept?.bytes;
  expect(await isKept()).toBe(true);
  const plain = wordText(await paper("programme"));
  // Something small is printed without a word.
  await edit(france, id, { cities: "Lyon" });
  expect(wordText(await paper("programme"))).toEqual(plain);
  await edit(france, id, { departs_on: "2025-05-10" });
  expect(await isKept()).toBe(true);
  const mark = "Đã thay đổi so với Quyết định số 12/QĐ-LHHN; thay đổi";
  for (const name of ["proposal", "programme", "contacts"])
    expect([name, wordText(await paper(name))[0]]).toEqual([name, `${mark} chưa được chấp nhận`]);
  await inWork(leader, (work) => returnChanges(work, id, { reason: "Quá dài ngày", seen: undefined }));
  expect(wordText(await paper("programme"))[0]).toBe(`${mark} đã bị trả lại`);
  expect(await isKept()).toBe(true);
});

test("each kept paper opens byte for byte to whoever sees the visit, and to nobody else", async () => {
  const id = await aDecidedVisit({ unit: france, leader, partnerId });
  for (const one of await keptPapers(france, id)) {
    const params = { delegationId: id, fileId: one.file_id };
    expect((await bytes(openFile as Handler, params)).toString("base64")).toBe(one.bytes);
    await expect(bytes(openFile as Handler, params, germany)).rejects.toMatchObject({ status: 404 });
  }
});
