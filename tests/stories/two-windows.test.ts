import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, takenOver } from "./story.ts";

const UNIT = "details.acting summary .unit";
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([true, false])("what was opened for one unit is not written for another (script: %s)", async (script) => {
  const page = await enterAs(browser, address(), "desk.europe@demo.example", { language: "en", isNew: true, script });
  await page.goto(`${address()}/activities/new`);
  if (script) await takenOver(page);
  await page.fill("#title", "Two windows");
  await choose(page, "kind", "visit");
  const opened = await page.locator(UNIT).textContent();

  const other = await page.context().newPage();
  await other.goto(`${address()}/`);
  await other.locator("details.acting summary").click();
  await other.locator("button[name=appointment]").nth(2).click();
  await other.waitForURL((url) => url.pathname === "/");
  await expect.poll(() => other.locator(UNIT).textContent()).not.toBe(opened);
  const now = (await other.locator(UNIT).textContent()) ?? "";

  await page.locator("#form button.main").click();
  const refusal = page.locator(".summary", { hasText: "Nothing is saved" });
  await refusal.waitFor();
  expect(await refusal.textContent()).toContain(now);
  expect(await page.inputValue("#title")).toBe("Two windows");
  await page.locator("#form button.main").click();
  await page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
  await page.locator("main", { hasText: now }).waitFor();
  await page.context().close();
});
