import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll, listed } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Options = { language?: "vi" | "en"; width?: number; dark?: boolean };
async function openAs(who: string, path: string, { language = "en", width = 1280, dark = false }: Options = {}) {
  const page = await enterAs(browser, address(), `${who}@demo.example`, { language, width, dark, script: false });
  expect((await page.goto(`${address()}${path}`))?.status()).toBe(200);
  return page;
}
const digitsOf = (text: string | null) => Number((text ?? "").replaceAll(/\D/g, ""));
const headOf = async (page: Page) =>
  digitsOf(((await page.locator("h1").textContent()) ?? "").split(": ").at(-1) ?? "");

test("the leader sees the year, and each figure is the report's own and opens it", async () => {
  const page = await openAs("leader", "/glance?year=2025");
  await expectNoForeignWords(page, "/glance");
  const figures = page.locator(".figures .card");
  const texts = await figures.locator(".big a").allTextContents();
  expect(texts.length).toBe(5);
  for (const [at, text] of texts.slice(0, 4).entries()) {
    await page.goto(`${address()}/glance?year=2025`);
    await figures.nth(at).locator(".big a").click();
    expect(await page.locator("h1").textContent()).toContain(`: ${text}`);
  }
  await page.goto(`${address()}/glance`);
  await figures.nth(4).locator(".big a").click();
  expect(new URL(page.url()).searchParams.get("state")).toBe("late");
  expect(await listed(page).count()).toBe(digitsOf(texts[4] ?? ""));
  await page.context().close();
});

test("beside the figures stands the plan, which opens as many as it says, and the table has every part of it", async () => {
  const page = await openAs("leader", "/glance");
  const plans = page.locator('.figures a[href^="/reports/plan/"]');
  expect(await plans.count()).toBe(3);
  await page.locator("details:has(a[href*='/reports/plan/']) summary").click();
  const cells = page.locator("details td a[href*='/reports/plan/onsite_activities']");
  const told = await Promise.all(
    (await cells.all()).map(
      async (one) => [await one.getAttribute("href"), digitsOf(await one.textContent())] as const,
    ),
  );
  expect(told.length).toBe(4);
  const [planned = 0, ...parts] = told.map(([, count]) => count);
  expect(parts.reduce((sum, one) => sum + one, 0)).toBe(planned);
  for (const [href, count] of told) {
    await page.goto(`${address()}${href}`);
    expect(await headOf(page)).toBe(count);
    if (count > 0 && count <= 50) expect(await page.locator("main tbody td a").count()).toBe(count);
  }
  await page.context().close();
});

test("the leader sees which units have not reported, and a province itself alone", async () => {
  const page = await openAs("leader", "/glance");
  for (const at of [0, 1]) {
    await page.goto(`${address()}/glance`);
    const link = page.locator('.lines a[href^="/reports/units"]').nth(at);
    const [, count = ""] = /: ([\d,.]+) of/.exec((await link.textContent()) ?? "") ?? [];
    await link.click();
    expect(await listed(page).count()).toBe(digitsOf(count));
  }
  await page.context().close();
  const hanoi = await openAs("province.hanoi", "/reports/units?unit=vufo");
  expect(await hanoi.locator("main tbody td a").count()).toBe(1);
  await hanoi.context().close();
});

test("a country of the map, a tile, a month and what waits open as many as they say", async () => {
  const page = await openAs("leader", "/glance?year=2025&show=delegations");
  const open = async (mark: string, said: RegExp) => {
    await page.goto(`${address()}/glance?year=2025&show=delegations`);
    const link = page.locator(mark).first();
    const [, figure = ""] = said.exec((await link.textContent()) ?? "") ?? [];
    const href = (await link.getAttribute("href")) ?? "";
    await page.goto(`${address()}${href}`);
    return [mark, digitsOf(figure)];
  };
  for (const [mark, said] of [
    ["#map svg.map a", /: ([\d.,]+)/],
    [".tiles .s5 a", /([\d.,]+)\s*$/],
    [".months a", /: ([\d.,]+)/],
  ] as const) {
    const told = await open(mark, said);
    expect(told).toEqual([mark, await headOf(page)]);
    expect(told[1]).toBeGreaterThan(0);
  }
  const [, waiting] = await open('.lines a[href*="unaccounted"]', /: (\d+)/);
  expect(await listed(page).count()).toBe(waiting);
  await page.context().close();
});

test("Hoàng Sa and Trường Sa are named on the map and among the tiles", async () => {
  const page = await openAs("leader", "/glance", { language: "vi" });
  expect(await page.locator("#map svg text").allTextContents()).toEqual(["Hoàng Sa", "Trường Sa"]);
  for (const name of ["Hoàng Sa", "Trường Sa"])
    expect(await page.locator(".tiles li", { hasText: name }).textContent()).toMatch(/không có số liệu/);
  await page.context().close();
});

test.each([
  ["vi", 1280, false],
  ["en", 1280, true],
  ["vi", 390, true],
  ["en", 390, false],
] as const)("in %s at %d px, without script, nothing bars the way", async (language, width, dark) => {
  const page = await openAs("leader", "/glance?year=2025&show=aid", { language, width, dark });
  await expectNoSidewaysScroll(page, "/glance");
  await expectNoBarriers(page, "/glance");
  const isPhone = width < 768;
  expect(await page.locator("#map svg.map").isVisible()).toBe(!isPhone);
  expect(await page.locator("#map h3").first().isVisible()).toBe(isPhone);
  // The figures once more, as a table one click away.
  await page.locator("#map details summary").last().click();
  expect(await page.locator("#map table tbody tr").first().isVisible()).toBe(true);
  await page.context().close();
});

test("a value that is none is left out in one sentence, and nobody from outside comes here", async () => {
  const page = await openAs("leader", "/glance?year=soon&show=everything");
  expect(await page.locator("main .notice").count()).toBe(2);
  await page.context().close();
  const outside = await enterAs(browser, address(), "ministry@demo.example", {
    language: "en",
    width: 1280,
    script: false,
  });
  expect((await outside.goto(`${address()}/glance`))?.status()).toBeGreaterThanOrEqual(400);
  expect(await outside.locator('a[href="/glance"]').count()).toBe(0);
  await outside.context().close();
});
