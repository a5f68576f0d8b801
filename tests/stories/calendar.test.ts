import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll, fill } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test.each([
  ["vi", 1280],
  ["en", 390],
] as const)(
  "in %s at %i px, without script, a day is clicked to add, and what was added stands on it in each view",
  async (language, width) => {
    const page = await enterAs(browser, address(), "association.france@demo.example", {
      language,
      width,
      script: false,
    });
    const day = addDays(today(), 45);
    await page.goto(`${address()}/calendar?month=${day.slice(0, 7)}`);
    await page.locator(`main a[href="/activities/new?on=${day}"]`).click();
    expect(await page.locator("#was_held").isChecked()).toBe(false);
    const title = `Tọa đàm ba ngày ${width}`;
    await page.locator("main details summary").first().click();
    await fill(page, { title, kind: "seminar", starts_at: "08:30", ends_on: addDays(day, 2) });
    await page.locator("form#form button.main").click();
    await page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
    const record = new URL(page.url()).pathname;
    expect(await page.locator("main").innerText()).toContain("08:30");
    const days = async (query: string) => {
      await page.goto(`${address()}/calendar?${query}`);
      await expectNoBarriers(page, query);
      await expectNoSidewaysScroll(page, query);
      if (language !== "vi") await expectNoForeignWords(page, query);
      return page.locator(`main li:has(a[href="${record}"])`).evaluateAll((found) => found.map((one) => one.id));
    };
    const all = [0, 1, 2].map((more) => `d${addDays(day, more)}`);
    const inMonth = all.filter((one) => one.slice(1, 8) === day.slice(0, 7));
    expect(await days(`q=ba+ngay+${width}&day=${day}`)).toEqual(inMonth);
    expect((await days(`view=week&mine=1&day=${day}`))[0]).toBe(all[0]);
    expect(await days(`view=list&what=activity&country=FR&day=${day}`)).toEqual([all[0]]);
    expect(await days(`what=delegation&day=${day}`)).toEqual([]);
    // What it was narrowed to goes with the address for a phone.
    await page.goto(`${address()}/calendar?what=activity&country=FR`);
    expect(await page.locator("main a[href^='/me/calendar']").getAttribute("href")).toBe(
      "/me/calendar?country=FR&what=activity",
    );
    await page.context().close();
  },
  120_000,
);
