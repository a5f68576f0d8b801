import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ["vi", "Không kết nối được tới máy chủ."],
  ["en", "The server cannot be reached."],
] as const)("without a line a form that is sent stays as it was typed and says so in %s", async (language, said) => {
  const page = await enterAs(browser, address(), "office@demo.example", { language });
  await page.goto(`${address()}/activities/new`);
  await takenOver(page);
  await page.fill("#title", "Tiếp đoàn nhân sĩ Pháp");
  await choose(page, "kind", "reception");
  await page.context().setOffline(true);
  await page.locator("#form button.main").click();
  await page.getByText(said).waitFor();
  expect(await page.inputValue("#title")).toBe("Tiếp đoàn nhân sĩ Pháp");
  await page.context().setOffline(false);
  await page.locator("#form button.main").click();
  await page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
  await page.context().close();
});

test("after a page that was not reached the box still jumps, and the key does not leave the form", async () => {
  const page = await enterAs(browser, address(), "office@demo.example", { language: "en" });
  await page.goto(`${address()}/activities/new`);
  await takenOver(page);
  await page.context().setOffline(true);
  await page.locator("nav.rail a[href='/countries']").click();
  await page.getByText("The server cannot be reached.").waitFor();
  await page.context().setOffline(false);
  await page.evaluate(() => history.back());
  await page.locator("#title").waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("partners");
  await page.getByRole("option", { name: "Partners" }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/activities/new");
  await page.context().close();
});

test("a phone's menu does not stay open over the page it led to", async () => {
  const page = await enterAs(browser, address(), "office@demo.example", { language: "en", width: 390 });
  await page.goto(`${address()}/activities/new`);
  await takenOver(page);
  const menu = page.locator("nav.bar details");
  await menu.locator("summary").click();
  await menu.locator("a[href='/partners']").click();
  await page.waitForURL(/\/partners$/);
  expect(await menu.getAttribute("open")).toBeNull();
  await page.context().close();
});
