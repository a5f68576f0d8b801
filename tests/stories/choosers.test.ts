import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoSidewaysScroll, takenOver } from "./story.ts";

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

const box = (page: Page, field: string) => page.locator(`[id="${field}"] input[type=search]`);
const ticked = (page: Page, field: string) => page.locator(`[id="${field}"] label:has(input:checked)`).allInnerTexts();

test("Enter ticks what begins with what was typed or nothing, and never sends the form", async () => {
  const page = await enterAs(browser, address(), OFFICER);
  await page.goto(`${address()}/activities/new`);
  await takenOver(page);
  for (const one of await page.locator('[id="countries"] input:checked').all()) await one.uncheck();
  const countries = box(page, "countries");
  const press = async (typed: string, key = "Enter") => {
    await countries.fill(typed);
    await countries.press(key);
  };
  await press("nhật");
  await press("nhật");
  expect((await ticked(page, "countries")).map((one) => one.trim())).toEqual(["Nhật Bản"]);
  for (const typed of ["nhất", "thống", "!!!", "", "nhát".normalize("NFD")]) await press(typed);
  await press("Mỹ", "Tab");
  await countries.fill("Mỹ");
  await countries.evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }),
    ),
  );
  expect((await ticked(page, "countries")).map((one) => one.trim())).toEqual(["Nhật Bản"]);
  await press("thống");
  await page.getByText("Chưa chọn gì").waitFor();
  await expectNoBarriers(page, "nothing ticked");
  await countries.press("Escape");
  expect(await countries.inputValue()).toBe("");
  await press("Mỹ".normalize("NFD"));
  expect((await ticked(page, "countries")).map((one) => one.trim()).toSorted()).toEqual(["Hoa Kỳ", "Nhật Bản"]);
  expect(page.url()).toBe(`${address()}/activities/new`);
  await page.context().close();
});

test("a partner beyond those that are shown is found by typing and stays ticked", async () => {
  const page = await enterAs(browser, address(), OFFICER, { language: "en" });
  await page.goto(`${address()}/activities/new`);
  await takenOver(page);
  await page.locator("main details summary").first().click();
  const partners = box(page, "partner_ids");
  await partners.fill("Żagiel cuối");
  await partners.press("Enter");
  await page.locator('[id="partner_ids"] label:has(input:checked)', { hasText: "cuối cùng" }).waitFor();
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
    await page.locator("[name=kind]").selectOption("festival");
    await page.locator("main details summary").first().click();
    await box(page, "partner_ids").fill("cuoi cung");
    await box(page, "partner_ids").press("Enter");
    const found = page.locator('[id="partner_ids"] label', { hasText: "cuối cùng" });
    await found.waitFor();
    expect(await page.locator("[name=title]").inputValue()).toBe(title);
    await found.locator("input").check();
    await expectNoBarriers(page, "found without script");
    await expectNoSidewaysScroll(page, "found without script");
    await page.locator("form#form button.main").click();
    await page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
    await page.getByText("cuối cùng").first().waitFor();
    await page.context().close();
  },
);

test("a visit's partner is one of many: chosen by a dot, found by typing", async () => {
  const page = await enterAs(browser, address(), OFFICER, { width: 390 });
  await page.goto(`${address()}/delegations/new`);
  await takenOver(page);
  await box(page, "partner_id").fill("żagiel cuối");
  await page.locator('[id="partner_id"] label.next').waitFor();
  await box(page, "partner_id").press("Enter");
  await page.locator('[id="partner_id"] label:has(input:checked)', { hasText: "cuối cùng" }).waitFor();
  expect(await ticked(page, "partner_id")).toHaveLength(1);
  await expectNoBarriers(page, "one partner");
  await expectNoSidewaysScroll(page, "one partner");
  await page.context().close();
});
