import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { expectValid } from "./html.ts";
import { address, expectNoBarriers, expectNoSidewaysScroll } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The smallest picture there is: one point. */
const POINT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test.each([
  ["vi", 1280, { save: "Lưu", saved: "Đã lưu.", title: "Biểu trưng", none: "Hãy chọn một tệp" }],
  ["en", 390, { save: "Save", saved: "Saved.", title: "Logo", none: "Choose a file" }],
] as const)(
  "in %s at %d px, without script, the administrator keeps a logo, sees it at the door and takes it away",
  async (language, width, { save, saved, title, none }) => {
    const page = await enterAs(browser, address(), "admin@demo.example", {
      language,
      width,
      script: false,
      isNew: true,
    });
    const door = async () => {
      const outside = await browser.newPage();
      await outside.goto(`${address()}/sign-in`);
      const count = await outside.locator("header img").count();
      await outside.close();
      return count;
    };
    await page.goto(`${address()}/identity`);
    await page.getByRole("link", { name: title, exact: true }).click();
    await page.getByRole("button", { name: save, exact: true }).click();
    expect(await page.locator("#form").textContent()).toContain(none);
    await page.locator("#logo").setInputFiles({ name: "dấu.png", mimeType: "image/png", buffer: POINT });
    await page.getByRole("button", { name: save, exact: true }).click();
    expect(await page.getByRole("status").textContent()).toContain(saved);
    expect(await page.locator("main img").getAttribute("src")).toMatch(/^\/logo\?[0-9a-f]{16}$/);
    await expectNoBarriers(page, "the union with a logo");
    await expectNoSidewaysScroll(page, "the union with a logo");
    await expectValid(page, "the union with a logo");
    expect(await door()).toBe(1);
    await page.goto(`${address()}/identity/logo`);
    await page.locator("#is_taken_away").check();
    await page.getByRole("button", { name: save, exact: true }).click();
    expect(await page.locator("main img").count()).toBe(0);
    expect(await door()).toBe(0);
    await page.context().close();
  },
  60_000,
);
