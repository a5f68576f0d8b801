import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  ["vi", 1280],
  ["en", 390],
] as const)("in %s at %d px, without script", (language, width) => {
  const enter = () =>
    enterAs(browser, address(), "leader@demo.example", { language, width, dark: width === 390, script: false });

  test("the tree of units folds, is searched, and keeps its day", async () => {
    const page = await enter();
    await page.goto(`${address()}/units`);
    const hanoi = page.getByRole("link", { name: /Hà Nội|Ha Noi/ });
    const below = page.locator("li li details").first();
    expect(await below.getAttribute("open")).toBeNull();
    await below.locator("summary").click();
    expect(await below.getAttribute("open")).not.toBeNull();
    await page.goto(`${address()}/units?on=2025-01-15`);
    if (width < 768) await page.locator("label[for=filters-open]").click();
    await page.locator('form.filters [name="q"]').fill("ha noi");
    await page.locator("form.filters button").click();
    expect(page.url()).toMatch(/on=15(%2F|\/)1(%2F|\/)2025|on=2025-01-15|on=15/);
    expect(await page.locator("h1").textContent()).toContain("2025");
    expect(await page.locator("mark").count()).toBeGreaterThan(1);
    expect(await page.locator("mark").first().isVisible()).toBe(true);
    expect(await hanoi.first().isVisible()).toBe(true);
    await page.locator("a[href*='open=none']").click();
    expect(await page.locator("h1").textContent()).toContain("2025");
    expect(await page.locator("mark").first().isVisible()).toBe(false);
    await page.locator("a[href*='open=all']").click();
    expect(await page.locator("mark").first().isVisible()).toBe(true);
    await expectNoSidewaysScroll(page, "/units");
    await expectNoBarriers(page, "/units");
    if (language === "en") await expectNoForeignWords(page, "/units");
    await page.locator("mark").first().click();
    expect(await page.locator("h1").count()).toBe(1);
    await expectNoSidewaysScroll(page, "/units/…");
    await expectNoBarriers(page, "/units/…");
    await page.context().close();
  });

  test("a mark of the dossier opens as many as it says", async () => {
    const page = await enter();
    await page.goto(`${address()}/countries/FR`);
    await expectNoSidewaysScroll(page, "/countries/FR");
    await expectNoBarriers(page, "/countries/FR");
    expect(await page.locator("svg[role=group]").isVisible()).toBe(width === 1280);
    const column = page.locator("a.column[href*='/reports/figures/']:visible").last();
    const said = (await column.locator(".value").textContent()) ?? "";
    await column.click();
    expect(await page.locator("main").textContent()).toContain(said);
    await page.goBack();
    await page.locator("summary[class*=small]").first().click();
    await page.locator("#life-list a").first().click();
    expect(await page.locator("h1").count()).toBe(1);
    await page.context().close();
  });
});
