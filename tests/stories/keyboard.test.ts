import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each(["/", "/partners"])("from %s the keyboard jumps to a page, a record and a new activity", async (from) => {
  const page = await enterAs(browser, address(), "desk.europe@demo.example", { language: "en" });
  const wrong: string[] = [];
  page.on("pageerror", (cause) => wrong.push(cause.message));
  await page.goto(`${address()}${from}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Countries" }).waitFor();
  await page.keyboard.type("phap viet");
  await page.getByRole("option", { name: "franco-vietnamienne" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await expectNoBarriers(page, "the open list");
  await page.keyboard.press("Enter");
  await page.waitForURL(/partners\/[0-9a-f-]{36}$/);

  await page.keyboard.press("/");
  await page.keyboard.type("import excel");
  await page.getByRole("option", { name: "Import from Excel" }).click();
  await page.waitForURL(/\/imports$/);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("Escape");

  await page.goto(`${address()}${from}`);
  await page.keyboard.press(from === "/" ? "n" : "j");
  if (from === "/") await page.waitForURL(/\/activities\/new$/);
  else expect(await page.evaluate(() => document.activeElement?.closest("tbody td")?.tagName)).toBe("TD");
  expect(wrong).toEqual([]);
  await page.context().close();
});

test("a step of the set-up is reached, sent and left by the keyboard alone", async () => {
  const page = await enterAs(browser, address(), "admin@demo.example", { language: "en" });
  await page.goto(`${address()}/set-up`);
  await page.locator("main a[href='/set-up/units']").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/set-up\/units$/);
  // Sent with nothing written, the step stays and says what is missing.
  await page.locator("#form button").last().focus();
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).pathname).toBe("/set-up/units");
  await page.locator("nav a[aria-current='step']").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/set-up\/people$/);
  await page.context().close();
});

test("the page's own task is one link away, and the manual one word in the box", async () => {
  const page = await enterAs(browser, address(), "desk.europe@demo.example", { language: "en" });
  await page.goto(`${address()}/delegations/new`);
  await page.getByRole("link", { name: "Manual: this page" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/manual\/delegations#draft$/);
  const top = () => page.locator("#draft").evaluate((one) => one.getBoundingClientRect().top);
  await expect.poll(top).toBeLessThan(900);
  await page.keyboard.press("/");
  await page.keyboard.type("manual");
  await page.getByRole("option", { name: "Manual" }).click();
  await page.waitForURL(/\/manual$/);
  expect(await page.locator("h1").textContent()).toBe("Manual");
  await page.context().close();
});

test("an aid project is found in the box and on the page, by its words without marks", async () => {
  const page = await enterAs(browser, address(), "ngo.officer@demo.example", { language: "en" });
  await page.goto(`${address()}/aid-projects`);
  const row = page.locator("main tbody tr").first();
  const title = (await row.locator("a").first().textContent()) ?? "";
  await page.keyboard.press("/");
  await page.keyboard.type("du an mau");
  await page.getByRole("option", { name: "Aid project ·" }).first().click();
  await page.waitForURL(/aid-projects\/[0-9a-f-]{36}$/);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("(dự án mẫu)");
  await page.goto(`${address()}/search?q=${encodeURIComponent(title)}`);
  await page.locator("main a[href^='/aid-projects/']", { hasText: title }).first().waitFor();
  await page.context().close();
});

/** What an address brings to somebody who comes in for the first time, in bytes as they travel: of everything, of script, of type and of flags. */
async function weigh(who: string | undefined, path: string) {
  const entered = who && (await enterAs(browser, address(), `${who}@demo.example`, { width: 390 }));
  const known = entered ? { storageState: await entered.context().storageState() } : {};
  const context = await browser.newContext(known);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const types = new Map<string, string>();
  const bytes: Record<string, number> = { all: 0, Script: 0, Font: 0, Image: 0 };
  session.on("Network.responseReceived", (one) => types.set(one.requestId, one.type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes.all = (bytes.all ?? 0) + encodedDataLength;
    const type = types.get(requestId) ?? "Other";
    bytes[type] = (bytes[type] ?? 0) + encodedDataLength;
  });
  await session.send("Network.enable");
  await page.goto(`${address()}${path}`, { waitUntil: "networkidle" });
  await context.close();
  if (entered) await entered.context().close();
  const { all = 0, Script: script = 0, Font: type = 0, Image: pictures = 0 } = bytes;
  return { all, script, type, pictures };
}

test("the desk opens within 30 KB in all, as a mission on a line of 64 kbit/s needs it", async () => {
  const { all, type } = await weigh("mission.france", "/");
  expect(type).toBe(0);
  expect(all).toBeGreaterThan(2_000);
  expect(all).toBeLessThan(30 * 1024);
});

test("the door, the first page of all, brings a script of its own and no other", async () => {
  const { all, script, type } = await weigh(undefined, "/sign-in");
  expect(script).toBeGreaterThan(500);
  expect(script).toBeLessThan(5 * 1024);
  expect(all - type).toBeLessThan(30 * 1024);
});

test("a first list brings the frame's own script and no other", async () => {
  const { all, script, type, pictures } = await weigh("leader", "/activities");
  expect(script).toBeGreaterThan(500);
  expect(script).toBeLessThan(5 * 1024);
  expect(type).toBeGreaterThan(20_000);
  expect(type).toBeLessThan(45 * 1024);
  expect(all - type - pictures).toBeLessThan(45 * 1024);
  expect(pictures).toBeLessThan(100 * 1024);
});
