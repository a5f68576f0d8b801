import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellOf } from "#platform/grid.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, fill, inDays, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A picture of one dot. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** What is done a few times a year: on a phone as plain forms without script, at a desk with it. */
describe.each([
  ["vi", 390, false],
  ["en", 1280, true],
] as const)("in %s at %d px, script: %s", (language, width, script) => {
  const enter = (who: string) => enterAs(browser, address(), `${who}@demo.example`, { language, width, script });
  const look = (page: Page) => expectNoSidewaysScroll(page, new URL(page.url()).pathname);
  async function open(page: Page, path: string) {
    expect((await page.goto(`${address()}${path}`))?.status()).toBe(200);
    await look(page);
  }
  async function follow(page: Page, selector: string) {
    const link = page.locator(selector).first();
    await open(page, (await link.getAttribute("href")) ?? "");
  }
  async function send(page: Page, fields: Record<string, string | string[] | boolean> = {}) {
    await expectNoBarriers(page, new URL(page.url()).pathname);
    if (script) await takenOver(page);
    await fill(page, fields);
    await page.locator("#form button").last().click();
    await page.locator(".done, .summary").first().waitFor();
    expect(await page.locator(".summary").allTextContents()).toEqual([]);
    await look(page);
  }

  test("two records of one activity become one, which can be taken apart again", async () => {
    // Nothing that the other round wrote is like it.
    const title = script ? "Triển lãm tranh thiếu nhi" : "Giao lưu nhạc dân tộc";
    for (const who of ["association.france", "province.hanoi"]) {
      const page = await enter(who);
      await open(page, "/activities/new");
      await send(page, { title, kind: "friendship_meeting", countries: ["FR"], result: "Trăm người dự" });
      await page.context().close();
    }
    const office = await enter("office");
    await open(office, "/activities/twins");
    const links = office.locator('main td a[href*="/twins/"]', { hasText: title });
    const href = (await links.first().getAttribute("href")) ?? "";
    const [, kept, joined] = /activities\/(.+)\/twins\/(.+)/.exec(href) ?? [];
    await open(office, href);
    await choose(office, "answer", "this_stays");
    await send(office);
    await open(office, "/activities/twins");
    expect(await links.count()).toBe(0);
    // The record that was joined says so, and leads to the one that stays.
    await open(office, `/activities/${joined}`);
    expect(await office.locator(`main a[href="/activities/${kept}"]`).count()).toBeGreaterThan(0);
    await open(office, `${href}/separate`);
    await send(office);
    await open(office, "/activities/twins");
    expect(await links.count()).toBeGreaterThan(0);
    await office.context().close();
  });

  test("a template of the office's own is sent, put in force, and the program's own again", async () => {
    const admin = await enter("admin");
    const at = "/paper-templates/delegation-contacts/vi";
    await open(admin, "/paper-templates");
    await follow(admin, `main a[href^="${at}"]`);
    const original = await admin.request.get(`${address()}${at}/files/original`);
    await follow(admin, `main a[href^="${at}/new"]`);
    await admin.locator("#template").setInputFiles({
      name: "mẫu danh sách.docx",
      mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      buffer: await original.body(),
    });
    await send(admin, { note: `Bản của văn phòng ${language}` });
    const toForce = admin.locator(`main a[href^="${at}/force"][href*="template="]`);
    if ((await toForce.count()) > 0) {
      await follow(admin, `main a[href^="${at}/force"][href*="template="]`);
      await send(admin);
    }
    expect(await admin.locator("main tbody").first().textContent()).toContain(`Bản của văn phòng ${language}`);
    await follow(admin, `main a[href^="${at}/force"]:not([href*="template="])`);
    await send(admin);
    expect(await admin.locator(`main a[href^="${at}/force"]:not([href*="template="])`).count()).toBe(0);
    await admin.context().close();
  });

  test("members come from earlier visits and from the own people, nobody twice", async () => {
    const desk = await enter("desk.europe");
    await open(desk, "/delegations/new");
    const facts = { countries: ["SE"], departs_on: inDays(30), returns_on: inDays(33), purpose: "Thăm và làm việc" };
    await send(desk, { title: `Thăm Stockholm ${language}`, ...facts });
    const record = new URL(desk.url()).pathname;
    await open(desk, `${record}/members/bring`);
    const box = desk.locator('main input[type="checkbox"]').first();
    const name = (await desk.locator(`label[for="${await box.getAttribute("id")}"]`).textContent()) ?? "";
    await box.check();
    await send(desk);
    const brought = name.split(/[,:]/)[0]?.trim() ?? "";
    expect(await desk.locator("main").textContent()).toContain(brought);
    // Nobody is brought in twice.
    await open(desk, `${record}/members/bring`);
    expect(await desk.locator("main fieldset").allTextContents()).not.toContain(name);
    await desk.context().close();
  });

  test("what was spent stands beside the budget, line by line, and in the sum", async () => {
    const office = await enter("office");
    const asked = await office.request.get(`${address()}/api/v1/delegations?status=reported&limit=1`);
    const { items } = (await asked.json()) as { items: { id: string }[] };
    await open(office, `/delegations/${items[0]?.id}/accounts`);
    const cells = { advanced: "1000", spent: "1234", note: "Vé tăng giá" };
    for (const [name, value] of Object.entries(cells)) await office.locator(`[name="${cellOf(0, name)}"]`).fill(value);
    await send(office);
    await open(office, `/delegations/${items[0]?.id}`);
    const said = await office.locator("main").textContent();
    expect(said).toMatch(/1[.,\s]?234/);
    expect(said).toContain("Vé tăng giá");
    await office.context().close();
  });

  test("a photo goes up with the activity that it shows", async () => {
    const page = await enter("association.france");
    await open(page, "/activities/new");
    if (script) await takenOver(page);
    const photo = page.locator("#photo");
    await photo.locator("xpath=ancestor::details").locator("summary").click();
    await photo.setInputFiles({ name: "ảnh.png", mimeType: "image/png", buffer: DOT });
    await choose(page, "kind", "friendship_meeting");
    await choose(page, "countries", "FR");
    await send(page, { title: `Gặp gỡ có ảnh ${language}`, result: "Mười người dự", has_consent: true });
    expect(await page.locator("main img[src*='/files/'], main img").count()).toBeGreaterThan(0);
    await page.context().close();
  });
});
