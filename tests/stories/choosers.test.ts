import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, offeredBy, takenOver } from "./story.ts";

const OFFICER = "desk.europe@demo.example";
let browser: Browser;

/** More partners than a form shows, the one that is wanted behind them all. */
beforeAll(async () => {
  browser = await openBrowser();
  const page = await enterAs(browser, address(), OFFICER);
  for (let number = 0; number < 12; number += 1) {
    const data = { kind: "foundation", name: `Żagiel ${number === 11 ? "cuối cùng" : number}`, country_iso2: "FR" };
    await page.request.post(`${address()}/api/v1/partners`, { data, headers: { origin: address() } });
  }
  await page.context().close();
});
afterAll(() => browser.close());

const box = (page: Page, field: string) => page.locator(`[id="${field}"] input[role=combobox]`);
const search = (page: Page, field: string) => page.locator(`[id="${field}"] input[type=search]`);
const ticked = (page: Page, field: string) => page.locator(`[id="${field}"] .chip > span`).allInnerTexts();
const rows = (page: Page, field: string) => page.locator(`[id="${field}"] [role=option]`);

async function openNew(page: Page, path = "/activities/new") {
  await page.goto(`${address()}${path}`);
  await takenOver(page);
}

test("Enter takes what begins with what was typed or nothing, and never sends the form", async () => {
  const page = await enterAs(browser, address(), OFFICER);
  await openNew(page);
  for (const name of await ticked(page, "countries")) await page.getByLabel(`Bỏ ${name}`).click();
  const countries = box(page, "countries");
  const press = async (typed: string, key = "Enter") => {
    await countries.fill(typed);
    await countries.press(key);
  };
  await press("nhật");
  await press("nhật");
  expect(await ticked(page, "countries")).toEqual(["Nhật Bản"]);
  for (const typed of ["nhất", "thống", "!!!", "", "nhát".normalize("NFD")]) await press(typed);
  // The very name is meant, whoever leaves with it; the beginning of one is not.
  await press("Mỹ", "Tab");
  await expect.poll(() => ticked(page, "countries")).toEqual(["Nhật Bản", "Hoa Kỳ"]);
  await press("Là", "Tab");
  await countries.fill("Mỹ");
  await countries.evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }),
    ),
  );
  expect(await ticked(page, "countries")).toEqual(["Nhật Bản", "Hoa Kỳ"]);
  await press("thống");
  await page.getByText("Chưa chọn gì").waitFor();
  await expectNoBarriers(page, "nothing chosen");
  // A word that chose nothing does not get lost: the form is not sent with it.
  await page.locator("#title").fill("Gặp gỡ");
  await page.locator("form#form button.main").click();
  expect(await countries.evaluate((input: HTMLInputElement) => input.validationMessage)).toContain("Chưa chọn gì");
  await countries.press("Escape");
  expect(await countries.inputValue()).toBe("");
  await press("Mỹ".normalize("NFD"));
  expect(await ticked(page, "countries")).toEqual(["Nhật Bản", "Hoa Kỳ"]);
  expect(page.url()).toBe(`${address()}/activities/new`);
  await page.context().close();
});

test("by keyboard alone: arrows, Home and End in the list, Escape closes it, Backspace takes the last out", async () => {
  const page = await enterAs(browser, address(), OFFICER, { language: "en" });
  await openNew(page);
  const countries = box(page, "countries");
  const active = () =>
    countries.evaluate(
      (input) => document.getElementById(input.getAttribute("aria-activedescendant") ?? "")?.dataset.value,
    );
  const before = await ticked(page, "countries");
  await countries.fill("united");
  expect(await active()).toBeUndefined();
  await countries.press("ArrowDown");
  const [first, last] = [await rows(page, "countries").first().getAttribute("data-value"), await active()];
  expect([last, await countries.getAttribute("aria-expanded")]).toEqual([first, "true"]);
  await countries.press("End");
  expect(await active()).toBe(await rows(page, "countries").last().getAttribute("data-value"));
  await countries.press("ArrowDown");
  expect(await active()).toBe(first);
  await countries.press("Home");
  await expectNoBarriers(page, "the open list");
  await countries.press("Enter");
  expect(await ticked(page, "countries")).toHaveLength(before.length + 1);
  await countries.press("ArrowDown");
  await countries.press("Escape");
  expect(await countries.getAttribute("aria-expanded")).toBe("false");
  await countries.press("Backspace");
  expect(await ticked(page, "countries")).toEqual(before);
  await page.context().close();
});

test("a partner beyond those that are shown is found by typing and stays chosen", async () => {
  const page = await enterAs(browser, address(), OFFICER, { language: "en" });
  await openNew(page);
  await page.locator("main details summary").first().click();
  await box(page, "partner_ids").fill("Żagiel cuối");
  await box(page, "partner_ids").press("Enter");
  await page.locator('[id="partner_ids"] .chip', { hasText: "cuối cùng" }).waitFor();
  expect(await ticked(page, "partner_ids")).toHaveLength(1);
  await expectNoBarriers(page, "a partner found");
  await page.context().close();
});

test.each([1280, 390])(
  "without script, %i wide, a form is searched by being sent and keeps what was typed",
  async (width) => {
    const page = await enterAs(browser, address(), OFFICER, { script: false, width, language: "en" });
    await page.goto(`${address()}/activities/new`);
    const title = `Sổ ${width}`;
    await page.locator("[name=title]").fill(title);
    // What the page has whole is searched on the page as well.
    await search(page, "countries").fill("phap");
    await search(page, "countries").press("Enter");
    await expect.poll(async () => (await offeredBy(page, "countries")).length).toBeLessThan(9);
    await choose(page, "countries", "FR");
    await choose(page, "kind", "festival");
    // A form that comes back lies open.
    await page
      .locator("main details")
      .first()
      .evaluate((details: HTMLDetailsElement) => (details.open = true));
    await search(page, "partner_ids").fill("cuoi cung");
    await search(page, "partner_ids").press("Enter");
    const found = page.locator('[id="partner_ids"] label', { hasText: "cuối cùng" });
    await found.waitFor();
    expect(await page.locator("[name=title]").inputValue()).toBe(title);
    expect(await page.locator('[name="countries[]"][value="FR"]').isChecked()).toBe(true);
    await found.locator("input").check();
    await expectNoBarriers(page, "found without script");
    await expectNoSidewaysScroll(page, "found without script");
    await page.locator("form#form button.main").click();
    await page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
    await page.getByText("cuối cùng").first().waitFor();
    await page.context().close();
  },
);

test("a visit's partner is one of many: found by typing, taken by a finger, another takes its place", async () => {
  const page = await enterAs(browser, address(), OFFICER, { width: 390 });
  await openNew(page, "/delegations/new");
  await box(page, "partner_id").fill("żagiel cuối");
  await rows(page, "partner_id").first().waitFor();
  const row = rows(page, "partner_id").filter({ hasText: "cuối cùng" });
  expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await row.click();
  expect(await ticked(page, "partner_id")).toEqual([expect.stringContaining("cuối cùng")]);
  await box(page, "partner_id").fill("żagiel 3");
  await rows(page, "partner_id").filter({ hasText: "Żagiel 3" }).waitFor();
  await box(page, "partner_id").press("ArrowDown");
  await box(page, "partner_id").press("Enter");
  expect(await ticked(page, "partner_id")).toEqual([expect.stringContaining("Żagiel 3")]);
  await expectNoBarriers(page, "one partner");
  await expectNoSidewaysScroll(page, "one partner");
  await page.context().close();
});
