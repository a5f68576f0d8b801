import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";
import { wordText } from "../word-text.ts";
import type { Served } from "./own-server.ts";
import { endServing, serve } from "./own-server.ts";
import { expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll, fill } from "./story.ts";

// The second demo: sister cities in a country of cantons. It shares nothing with the first but the program, so no page may speak of the first.
const FOREIGN = /\bViet ?Nam\b|Việt Nam|VUFO|PACCOM|Ha ?Noi\b|Hà Nội|\bDecree\b|\bprovinc/i;
const ROLES = ["leader", "office", "desk", "section.zurich", "city.zurich", "ministry", "partner", "press"];
const KEEPERS = ["auditor", "admin"];

let browser: Browser;
let served: Served;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-cities-"));
const usualData = process.env.AMITY_STORIES_DATA;

beforeAll(async () => {
  // Who signed in to the other demo is nobody here.
  delete process.env.AMITY_STORIES_DATA;
  browser = await openBrowser();
  served = await serve(folder, { AMITY_DEMO: "cities", LOG_LEVEL: "error" });
}, 240_000);
afterAll(async () => {
  process.env.AMITY_STORIES_DATA = usualData;
  await browser.close();
  await endServing(served.process);
  removeData(folder);
});

const enter = (who: string, width = 1280) =>
  enterAs(browser, served.address, `${who}@demo.example`, { language: "en", width, script: false });

/** What the page says of itself: not what one chooses among, where all countries of the world stand. */
async function look(page: Page) {
  const where = new URL(page.url()).pathname;
  const said = await page.evaluate(
    `(() => { const shown = document.body.cloneNode(true); shown.querySelectorAll("select, script, datalist, .box").forEach((one) => one.remove()); return document.title + " " + shown.textContent; })()`,
  );
  expect([where, FOREIGN.exec(String(said))?.[0]]).toEqual([where, undefined]);
  await expectNoForeignWords(page, where);
  await expectNoSidewaysScroll(page, where);
}

async function open(page: Page, address: string) {
  const answer = await page.goto(`${served.address}${address}`);
  expect([address, answer?.status()]).toEqual([address, 200]);
  await look(page);
}

async function follow(page: Page, selector: string) {
  await page.locator(selector).first().click();
  await look(page);
}

async function send(page: Page, fields: Parameters<typeof fill>[1] = {}) {
  await fill(page, fields);
  await page.locator("#form button").last().click();
  expect(await page.locator(".summary").allTextContents()).toEqual([]);
  await page.locator(".done").waitFor();
  await look(page);
}

/** The same page is there for most of them: its barriers are looked for once. */
const withoutBarriers = new Set<string>();
test.each([...ROLES, ...KEEPERS])("%s goes through every place, and none speaks of another union", async (who) => {
  const page = await enter(who, who === "leader" || who === "partner" ? 390 : 1280);
  const places = await page
    .locator("nav.rail a, nav.bar a")
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
  expect(places.length).toBeGreaterThan(1);
  expect(places).not.toContain("/aid-projects");
  for (const place of places) {
    // There the country that the first demo is of stands among all others.
    if (place === "/countries" || place === "/facts") continue;
    await open(page, place);
    if (!withoutBarriers.has(place)) await expectNoBarriers(page, place);
    withoutBarriers.add(place);
  }
  await page.context().close();
});

test("a section records what was held, and the glance counts it", async () => {
  const page = await enter("section.zurich");
  await open(page, "/activities/new");
  await send(page, {
    title: "Kunming Day",
    kind: "reception",
    countries: ["CN"],
    participants: "80",
    result: "Agreed",
  });
  expect(await page.locator("h1").textContent()).toContain("Kunming Day");
  const leader = await enter("leader");
  await open(leader, "/glance");
  expect(await leader.locator(".tiles li").allTextContents()).toHaveLength(26);
  expect(await leader.locator(".tiles li", { hasText: "Zurich" }).locator("a").count()).toBe(1);
  // Of work that it does not do a page says so, and offers nothing.
  await open(leader, "/aid-projects");
  expect(await leader.locator("main .notice").textContent()).toContain("does not do this work");
  expect(await leader.locator("main a.main").count()).toBe(0);
  await open(leader, "/countries/CN");
  expect(await leader.locator("main").textContent()).toContain("Kunming Day");
  await Promise.all([page, leader].map((one) => one.context().close()));
});

test("a committee prepares a visit, it is approved, and its paper follows no decree", async () => {
  const page = await enter("city.zurich");
  await open(page, "/delegations/new");
  const days = { departs_on: addDays(today(), 40), returns_on: addDays(today(), 44) };
  await send(page, { title: "Visit to Kunming", countries: ["CN"], purpose: "Forty years", ...days });
  const record = new URL(page.url()).pathname;
  await follow(page, `a[href="${record}/members/new"]`);
  await send(page, { name: "Urs Graf", role: "head", home: "Zurich" });
  await follow(page, `a[href="${record}/propose"]`);
  await send(page);
  const leader = await enter("leader");
  await open(leader, record);
  await follow(leader, `a[href="${record}/approve?with=number"]`);
  await send(leader, { number: "12/2026" });
  const paper = await leader.request.get(`${served.address}${record}/papers/decision.docx`);
  const written = wordText(await paper.body()).join("\n");
  expect(written).toContain("Federation of Sister-City Committees");
  expect(written).not.toMatch(FOREIGN);
  await Promise.all([page, leader].map((one) => one.context().close()));
});

test("a sheet of activities is brought in, and the report of the section is frozen", async () => {
  const page = await enter("section.zurich");
  await open(page, "/imports/new");
  const sheet = writeWorkbook([
    ["Title", "Date", "Country", "Participants"],
    ["Film evening with Daegu", addDays(today(), -9), "South Korea", "60"],
  ]);
  const file = { name: "evenings.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(sheet) };
  await page.locator("#file").setInputFiles(file);
  await page.locator("#form button").last().click();
  await page.waitForURL(/imports\/[0-9a-f-]{36}/);
  await page.locator("a[href$='/commit']").waitFor();
  await follow(page, "a[href$='/commit']");
  await page.locator("#form button").last().click();
  await page.waitForURL(/imports\/[0-9a-f-]{36}/);
  await open(page, "/reports/annual");
  await follow(page, "a[href^='/reports/annual/freeze']");
  await send(page);
  expect(await page.locator("main").textContent()).toContain("Zurich Section");
  await page.context().close();
});
