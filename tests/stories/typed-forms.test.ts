import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatDay, typedDay } from "#platform/format.ts";
import { addDays, today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const leaves = addDays(today(), 40);
const returns = addDays(today(), 44);

test.each(["vi", "en"] as const)(
  "a day typed as people write it is understood on a phone without script, in %s",
  async (language) => {
    const page = await enterAs(browser, address(), "desk.europe@demo.example", { language, width: 390, script: false });
    await page.goto(`${address()}/delegations/new`);
    await page.locator("#title").fill("Đoàn ghi ngày");
    await choose(page, "countries", "BG");
    await page.locator("#departs_on").fill(typedDay(leaves));
    await page.locator("#returns_on").fill("31/2/2027");
    await page.locator("#expected_members").fill("1.5");
    await page.locator("#form button").last().click();
    // Refused beside the field, and nothing typed is lost.
    await page.locator("#returns_on-error").waitFor();
    for (const field of ["returns_on", "expected_members"])
      expect(await page.locator(`#${field}-error`).count()).toBe(1);
    expect(await page.locator("#returns_on-error").innerText()).toContain("31/2/2027");
    expect(await page.locator("#returns_on").inputValue()).toBe("31/2/2027");
    expect(await page.locator("#departs_on").inputValue()).toBe(typedDay(leaves));
    expect(await page.locator("#expected_members").inputValue()).toBe("1.5");
    await expectNoSidewaysScroll(page, "the refused form");
    await expectNoBarriers(page, "the refused form");
    await page.locator("#returns_on").fill(returns);
    await page.locator("#expected_members").fill("12");
    await page.locator("#form button").last().click();
    await page.waitForURL(/\/delegations\/[0-9a-f-]{36}/);
    expect(await page.locator("main").innerText()).toContain(inLocale(language, () => formatDay(returns)));
    await page.goto(`${page.url().replace(/\?.*/, "")}/edit`);
    expect(await page.locator("#returns_on").inputValue()).toBe(typedDay(returns));
    await page.context().close();
  },
  60_000,
);

test.each([
  ["vi", "1.500", "= 1.500 (một nghìn năm trăm)", "= Thứ Bảy, 5/9/2026"],
  ["en", "1,500", "= 1,500 (one thousand five hundred)", "= Saturday, 5 September 2026"],
] as const)(
  "what was understood stands beside the field before it is saved, and a calendar fills it, in %s",
  async (language, sum, said, day) => {
    const page = await enterAs(browser, address(), "leader@demo.example", { language, width: 390 });
    await page.goto(`${address()}/activities/new`);
    await takenOver(page);
    await page.locator("#participants").fill(sum);
    await page.locator("#starts_on").fill("5/9/2026");
    await page.locator("output[for=participants]:not(:empty)").waitFor();
    await page.locator("output[for=starts_on]:not(:empty)").waitFor();
    expect(await page.locator("output[for=participants]").innerText()).toBe(said);
    expect(await page.locator("output[for=starts_on]").innerText()).toBe(day);
    await page.locator("#participants").fill("many");
    await page.locator("output[for=participants]:empty").waitFor({ state: "attached" });
    await page.locator("#starts_on ~ input[type=date]").evaluate((calendar: HTMLInputElement) => {
      calendar.value = "2027-01-31";
      calendar.dispatchEvent(new Event("change", { bubbles: true }));
    });
    expect(await page.locator("#starts_on").inputValue()).toBe("31/1/2027");
    await expectNoBarriers(page, "the form");
    await expectNoSidewaysScroll(page, "the form");
    await page.context().close();
  },
  60_000,
);
