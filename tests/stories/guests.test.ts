import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";
import { wordText } from "../word-text.ts";
import type { Served } from "./own-server.ts";
import { endServing, serve } from "./own-server.ts";
import { choose, expectNoBarriers, expectNoSidewaysScroll, fill, inDays, takenOver } from "./story.ts";

// A visit takes weeks: a union of its own, started again on the days when something happens.
vi.stubEnv("AMITY_STORIES_DATA", "");
const data = fs.mkdtempSync(path.join(os.tmpdir(), "amity-guests-"));
let browser: Browser;
let union: Served;
const open: Page[] = [];
beforeAll(async () => {
  [browser, union] = await Promise.all([openBrowser(), serve(data, { LOG_LEVEL: "error" })]);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await endServing(union.process);
  removeData(data);
});

/** Some days later: nobody is signed in any more. */
async function arriveOn(day: string) {
  for (const page of open.splice(0)) await page.context().close();
  await endServing(union.process);
  union = await serve(data, { LOG_LEVEL: "error", AMITY_NOW: `${day}T02:00:00Z` });
}

type Language = "vi" | "en";
type How = { language?: Language; script?: boolean; width?: number };
async function as(name: string, how: How = {}) {
  const page = await enterAs(browser, union.address, `${name}@demo.example`, { ...how, isNew: true });
  open.push(page);
  return page;
}
const go = async (page: Page, to: string) => (await page.goto(`${union.address}${to}`))?.status();
const pathOf = (page: Page) => new URL(page.url()).pathname;
/** What somebody is answered at an address. */
const statusAt = async (page: Page, to: string) => (await page.request.get(`${union.address}${to}`)).status();

/** Fills what a form asks and sends it; where it stays, what it says is said. */
async function send(page: Page, fields: Parameters<typeof fill>[1] = {}) {
  if (page !== quiet) await takenOver(page);
  await page
    .locator("main details")
    .evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
  await fill(page, fields);
  const from = page.url();
  await page.locator("form#form button:is(.main, .danger)").last().click();
  await page.waitForURL((url) => url.href !== from);
  await page.locator(".done").waitFor();
}
/** The page without script, of which there is one at a time. */
let quiet: Page | undefined;

/** The key of a unit among those that a form offers. */
const unitIn = (page: Page, field: string, name: RegExp) =>
  page
    .locator(`[id="${field}"] :is(.box label, option)`)
    .filter({ hasText: name })
    .first()
    .evaluate((one) => (one as HTMLOptionElement).value || (one.querySelector("input")?.value ?? ""));

const SAID = {
  vi: { title: "Đoàn Hội Pháp - Việt thăm hai tỉnh", never: /Ngày đi|thực sự đi/ },
  en: { title: "Franco-Vietnamese Friendship Association visits two provinces", never: /Departure day|really went/ },
} as const;
const HANOI = /Hà Nội|Ha Noi/;
const CANTHO = /Cần Thơ|Can Tho/;

const LANGUAGES = ["vi", "en"] as const;
/** Where each language's visit is. */
const records: Record<Language, string> = { vi: "", en: "" };

async function asked(page: Page, record: string, host: RegExp) {
  await go(page, `${record}/hostings/new`);
  const unit_id = await unitIn(page, "unit_id", host);
  await takenOver(page);
  await choose(page, "unit_id", unit_id);
  await send(page, { wish: "Đón đoàn một ngày, thăm trường học", due_on: inDays(5) });
}
async function planned(page: Page, record: string, [content, host, day]: readonly [string, RegExp, string]) {
  await go(page, `${record}/programme/new`);
  const host_unit_id = await unitIn(page, "host_unit_id", host);
  await takenOver(page);
  await page.locator("[name='content']").fill(content);
  await send(page, { on_date: day, host_unit_id });
}
async function paper(page: Page, record: string, name: string, tongue = "") {
  const answer = await page.request.get(`${union.address}${record}/papers/${name}.docx?language=${tongue}`);
  expect([name, tongue, answer.status()]).toEqual([name, tongue, 200]);
  return wordText(await answer.body()).join("\n");
}

describe("guests come through two provinces", () => {
  test.each(LANGUAGES)(
    "they are announced, the provinces are asked, and who decides sees how they are received (%s)",
    async (language) => {
      const { title, never } = SAID[language];
      const france = await as("association.france", { language });
      await go(france, "/delegations/new?direction=incoming");
      await takenOver(france);
      await choose(france, "countries", "FR");
      await send(france, {
        title,
        ...{ departs_on: inDays(20), returns_on: inDays(26), purpose: "Tìm hiểu hợp tác địa phương" },
        ...{ expected_members: "6", reception_level: "equal", reception_reason: "Trưởng đoàn là Chủ tịch hội" },
        needs: "Hai người ăn chay",
      });
      const record = pathOf(france);
      records[language] = record;
      await go(france, `${record}/members/new`);
      await send(france, { name: "Claire Martin", position: "Chủ tịch", role: "head" });
      await asked(france, record, HANOI);
      await asked(france, record, CANTHO);
      await planned(france, record, ["Thăm Văn Miếu", HANOI, inDays(21)]);
      await planned(france, record, ["Thăm chợ nổi Cái Răng", CANTHO, inDays(23)]);
      await go(france, `${record}/propose`);
      await send(france);
      await expectNoBarriers(france, "a visit with hosts");
      expect(await france.locator("main").textContent()).not.toMatch(never);

      const leader = await as("leader", { language, width: 390 });
      await go(leader, `${record}/approve`);
      await leader.getByText("Trưởng đoàn là Chủ tịch hội").waitFor();
      await send(leader);
      const office = await as("office", { language });
      await go(office, `${record}/number`);
      await send(office, { number: language === "vi" ? "881/QĐ-LHHN" : "882/QĐ-LHHN" });
    },
  );

  test.each(LANGUAGES)(
    "a province says yes from Today, on a phone, without script, and sees its part alone (%s)",
    async (language) => {
      const record = records[language];
      const { title } = SAID[language];
      const hanoi = await as("province.hanoi", { language, script: false, width: 390 });
      quiet = hanoi;
      await go(hanoi, "/?all=due");
      await hanoi.getByRole("link", { name: title }).click();
      await expectNoSidewaysScroll(hanoi, "what a unit is asked");
      const part = await hanoi.locator("main").textContent();
      expect(part).toContain("Thăm Văn Miếu");
      expect(part).not.toMatch(/chợ nổi|ăn chay|Cần Thơ|Can Tho|Claire/);
      await send(hanoi);
      await hanoi.getByRole("link", { name: /Văn Miếu/ }).click();
      await send(hanoi, { starts_at: "09:30", car: "29B-123.45, anh Tuấn" });
      await hanoi.getByText("29B-123.45, anh Tuấn").waitFor();
      for (const place of ["", "/day-sheet", "/edit", "/history", "/papers/programme.docx"])
        expect([place, await statusAt(hanoi, `${record}${place}`)]).toEqual([place, 404]);
    },
  );

  test.each(LANGUAGES)(
    "the other wants a day later and says why; who asked moves it, and it is confirmed (%s)",
    async (language) => {
      const record = records[language];
      const { title } = SAID[language];
      const cantho = await as("province.cantho", { language });
      await go(cantho, "/?all=due");
      await cantho.getByRole("link", { name: title }).click();
      await takenOver(cantho);
      const hosting = pathOf(cantho);
      await expectNoBarriers(cantho, "what a unit is asked");
      await cantho.locator("#answer").selectOption("change_asked");
      await cantho.locator("form#form button.main").click();
      await cantho.locator("#remark-error").waitFor();
      await send(cantho, {
        remark: "Xin lùi một ngày",
        contact_name: "Huỳnh Văn Phúc",
        contact_phone: "0292 3812 345",
      });

      const france = await as("association.france", { language });
      await go(france, "/?all=due");
      await france.getByRole("link", { name: title }).first().click();
      await france.getByText("Xin lùi một ngày").waitFor();
      await go(france, record);
      await france
        .getByRole("link", { name: /chợ nổi/ })
        .first()
        .click();
      await send(france, { on_date: inDays(24) });
      await go(france, `${hosting}/edit`);
      await send(france, { due_on: inDays(6) });
      await go(cantho, "/?all=due");
      await cantho.getByRole("link", { name: title }).click();
      await send(cantho, { answer: "confirmed" });
      expect(await cantho.locator("main").textContent()).toMatch(/chợ nổi/);
      await go(france, `${record}/journeys/new`);
      const journey = { at_time: "06:40", vehicle: "VN 18 từ Paris", met_by: "Nguyễn Thị Hoa" };
      await send(france, { way: "arrives", on_date: inDays(20), ...journey });
      // They are invited in their own language.
      expect(await paper(france, record, "invitation", "fr")).toContain("Claire Martin");
    },
  );
});

describe("on the day they come", () => {
  beforeAll(() => arriveOn(inDays(20)), 60_000);

  test.each(LANGUAGES)("who helps reads the sheet of it on a phone, without script (%s)", async (language) => {
    const record = records[language];
    const france = await as("association.france", { language });
    await go(france, `${record}/depart`);
    await send(france);
    const reader = await as("auditor", { language, script: false, width: 390 });
    await go(reader, `${record}/day-sheet?day=${inDays(21)}`);
    for (const said of ["29B-123.45, anh Tuấn", "Hai người ăn chay"]) await reader.getByText(said).waitFor();
    expect(await reader.locator("section.day").count()).toBe(1);
    await expectNoSidewaysScroll(reader, "the sheet of a day");
    await expectNoBarriers(reader, "the sheet of a day");
  });
});

describe("when they have left", () => {
  beforeAll(() => arriveOn(inDays(27)), 60_000);

  test.each(LANGUAGES)(
    "it is reported and they are thanked; who hosted still sees its part alone (%s)",
    async (language) => {
      const record = records[language];
      const { title } = SAID[language];
      const france = await as("association.france", { language });
      await go(france, "/?all=due");
      await france.getByRole("link", { name: title }).first().click();
      await go(france, `${record}/come-back`);
      await send(france);
      await go(france, "/?all=due");
      await france.getByRole("link", { name: title }).first().click();
      await go(france, `${record}/report`);
      await send(france, { facts: "Đoàn thăm hai tỉnh, trao đổi ba lần.", proposals: "Mời đoàn trẻ năm sau." });
      expect(await paper(france, record, "result")).toContain("trao đổi ba lần");
      for (const [tongue, thanks] of [
        ["", "cảm ơn"],
        ["en", "thank"],
        ["fr", "remerci"],
      ] as const)
        expect(await paper(france, record, "thanks", tongue)).toContain(thanks);
      const hanoi = await as("province.hanoi", { language });
      for (const place of ["", "/report", "/papers/thanks.docx"])
        expect([place, await statusAt(hanoi, `${record}${place}`)]).toEqual([place, 404]);
      const list = await hanoi.request.get(`${union.address}/api/v1/delegations?q=${encodeURIComponent(title)}`);
      expect(await list.text()).not.toContain(title);
    },
  );
});
