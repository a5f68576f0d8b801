import { beforeAll, beforeEach, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { formatPaperDay, formatPaperDays } from "#platform/format.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import { approveDelegation, recordDeparture, recordReturn } from "./delegation.commands.server.ts";
import { readPaperOf } from "./delegation-files.queries.server.ts";
import { spendAsPlanned } from "./delegation.fixtures.ts";
import { aVisitOnPaper } from "./delegation-papers.fixtures.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

useDatabase();
beforeEach(emptyBooks);
let leader: Actor, france: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
});

const paper = async (name: string, id: string, language?: string) => {
  const kept = await inReading(france, (work) => readPaperOf(work, { id, fileId: name }, language));
  return kept && { name: kept.name, text: wordText(kept.bytes) };
};
const approve = (id: string) =>
  inWork(leader, (work) => approveDelegation(work, id, { number: "12/QĐ-LHHN", decided_on: today() }));
/** There and back. */
async function goAndCome(id: string) {
  const { members } = await inReading(france, (work) => listParts(work, id));
  await inWork(france, (work) => recordDeparture(work, id, { took_part: members.map((one) => one.id) }));
  await inWork(france, (work) => recordReturn(work, id));
}
const LETTERS = ["invitation", "visa", "thanks"] as const;

test("guests are invited once it is decided, in the language that is asked for", async () => {
  const id = await aVisitOnPaper(france, { direction: "incoming", cities: "Hà Nội", purpose: "Ký kế hoạch" });
  for (const name of LETTERS) expect(await paper(name, id)).toBeUndefined();
  await approve(id);
  const french = await paper("invitation", id, "fr");
  expect(french?.name).toBe("invitation.fr.docx");
  const span = inLocale("fr", () => formatPaperDays("2025-05-12", "2025-05-18"));
  expect(french?.text).toEqual([
    "UNION DES ORGANISATIONS D’AMITIÉ DU VIET NAM",
    `Ha Noi, ${inLocale("fr", () => formatPaperDay(today()))}`,
    "À l’attention de Hội hữu nghị Pháp & Việt",
    "Objet\u00A0: invitation",
    "Chers amis,",
    expect.stringMatching(
      new RegExp(
        `une délégation de Hội hữu nghị Pháp & Việt de 3 membres, conduite par Lê Văn A, .* ${span}, à Hà Nội\\.$`,
      ),
    ),
    "Objet de la visite\u00A0: Ký kế hoạch",
    expect.stringMatching(/^Le projet de programme/),
    "Nous nous réjouissons de vous accueillir.",
    expect.stringMatching(/^Veuillez agréer/),
    expect.any(String),
  ]);
  expect((await paper("invitation", id))?.text).toContain("Thưa các bạn,");
  expect((await paper("invitation", id, "en"))?.text).toContain("Purpose of the visit: Ký kế hoạch");
  // A language that nobody offers is answered in the own one.
  expect((await paper("invitation", id, "xx"))?.name).toBe("invitation.docx");
  expect(await paper("thanks", id)).toBeUndefined();
});

test("visas are asked for by name and post; no paper holds a passport's number", async () => {
  const id = await aVisitOnPaper(france);
  await approve(id);
  expect(await paper("invitation", id)).toBeUndefined();
  const text = (await paper("visa", id, "en"))?.text ?? [];
  const at = text.indexOf("Passport number");
  expect(text.slice(at + 1, at + 5)).toEqual(["1", "Lê Văn A", "Phó Chủ tịch, VUFO", "……"]);
  expect(text.join("\n")).toMatch(/is sending the persons named below to Paris, Lyon \(France\), to meet Hội hữu nghị/);
  expect(text.join("\n")).not.toMatch(/C-(?:Lê|Trần|Đỗ)/);
});

test("who has been there thanks, and accounts for the money by who pays, in figures and in words", async () => {
  const id = await aVisitOnPaper(france);
  await approve(id);
  expect(await paper("settlement", id)).toBeUndefined();
  await goAndCome(id);
  expect(await paper("visa", id)).toBeUndefined();
  expect((await paper("thanks", id, "en"))?.text.join("\n")).toMatch(
    /thank you warmly for your welcome .* Paris, Lyon/,
  );
  await inWork(france, (work) => spendAsPlanned(work, id));
  const text = (await paper("settlement", id))?.text ?? [];
  expect(text).toEqual(
    expect.arrayContaining([
      "QUYẾT TOÁN KINH PHÍ",
      "Tổng dự toán: 64.500.000 đồng (Bằng chữ: Sáu mươi tư triệu năm trăm nghìn đồng).",
      "- Đối tác chi: dự toán 1.921,50 USD; thực chi 1.921,50 USD (Một nghìn chín trăm hai mươi mốt phẩy năm đô la Mỹ).",
      ...["Người đề nghị", "Phụ trách kế toán", "Thủ trưởng đơn vị"],
    ]),
  );
});
