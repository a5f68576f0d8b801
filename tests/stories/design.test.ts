import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PARTS_SHOWN } from "#ui/parts-shown.ts";
import { enterAs, openBrowser } from "../browser.ts";
import {
  address,
  choose,
  expectNoBarriers,
  expectNoForeignWords,
  expectNoSidewaysScroll,
  takenOver,
  inDays,
} from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each([
  ["vi", 1280, false],
  ["en", 390, true],
] as const)("in %s at %d px", (language, width, dark) => {
  test("each part has a page with its states, without barriers, and fits", async () => {
    const page = await enterAs(browser, address(), "partner@demo.example", { language, width, dark });
    const wrong: string[] = [];
    page.on("pageerror", (cause) => wrong.push(cause.message));
    const addresses = PARTS_SHOWN.map((part) => `/design/${part.replaceAll("_", "-")}`);
    for (const path of ["/design", ...addresses, "/design/timeline?state=empty", "/design/life-line?state=empty"]) {
      const answer = await page.goto(`${address()}${path}`);
      expect([path, answer?.status(), answer?.headers()["x-robots-tag"]]).toEqual([path, 200, "noindex"]);
      if (path !== "/design") await takenOver(page);
      await expectNoBarriers(page, path);
      await expectNoSidewaysScroll(page, path);
      if (language === "en") await expectNoForeignWords(page, path);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  }, 180_000);
});

const OFFICER = "desk.europe@demo.example";

async function newVisit(page: Page): Promise<string> {
  await page.goto(`${address()}/delegations/new`);
  await page.locator("#title").fill(`Đoàn bảng nhập ${Date.now()}`);
  await choose(page, "countries", "BG");
  await page.locator("#departs_on").fill(inDays(40));
  await page.locator("#returns_on").fill(inDays(44));
  await page.locator("#form button.main").click();
  await page.waitForURL(/\/delegations\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

/** As a sheet leaves it on the clipboard. */
const paste = (page: Page, cell: string, text: string) =>
  page.locator(`[id="${cell}"]`).evaluate((input, said) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", said);
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
const value = (page: Page, cell: string) => page.locator(`[id="${cell}"]`).inputValue();

test("a list of members is pasted from Excel, corrected, and saved at once", async () => {
  const page = await enterAs(browser, address(), OFFICER, { width: 1280 });
  const visit = await newVisit(page);
  await page.goto(`${address()}${visit}/members/several`);
  await takenOver(page);
  const people = Array.from(
    { length: 7 },
    (_, at) => `${at + 1}\tNgười Thứ ${at + 1}\tChuyên viên\t${at ? "" : "Trưởng đoàn"}\tghi chú`,
  );
  await paste(page, "row.0.name", ["STT\tHọ và tên\tChức vụ\tVai trò\tSở thích", ...people].join("\r\n"));
  expect([await value(page, "row.6.name"), await value(page, "row.0.role"), await value(page, "row.1.role")]).toEqual([
    "Người Thứ 7",
    "head",
    "member",
  ]);
  // Nothing of the sheet goes without a word.
  await page.getByRole("status").filter({ hasText: "ghi chú" }).waitFor();
  await page.locator('[id="row.1.name"]').focus();
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("row.2.name");
  await page.getByLabel("Bỏ dòng 3").click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  expect(await value(page, "row.2.name")).toBe("Người Thứ 3");
  await page.getByLabel("Bỏ dòng 3").click();
  await page.locator('[id="row.3.year_of_birth"]').fill("19x5");
  await expectNoBarriers(page, "the grid");
  await page.locator("#form button.main").click();
  await page.locator('[id="row.3.year_of_birth-error"]').waitFor();
  expect(await value(page, "row.6.name")).toBe("Người Thứ 7");
  await page.locator('[id="row.3.year_of_birth"]').fill("1985");
  await page.locator("#form button.main").click();
  await page.waitForURL(/did=parts_added/);
  const members = page.locator("section", { has: page.locator("#members") }).locator("tbody tr");
  expect(await members.count()).toBe(6);
  // What was done is seen where one lands, and taken back there.
  const notice = page.locator(".done");
  expect(await notice.textContent()).toContain("6");
  const { y = -1 } = (await notice.boundingBox()) ?? {};
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y).toBeLessThan(100);
  await notice.getByRole("button", { name: "Hoàn tác" }).click();
  await page.waitForURL(/did=parts_removed&count=6/);
  expect(await members.count()).toBe(0);
  await page.context().close();
}, 60_000);

test("without script, on a phone: rows of fields, more rows by a button, empty ones left out", async () => {
  const page = await enterAs(browser, address(), OFFICER, { width: 390, script: false, language: "en" });
  const visit = await newVisit(page);
  await page.goto(`${address()}${visit}/members/several`);
  await page.locator('[id="row.1.name"]').fill("Clara Brandt");
  await page.getByRole("button", { name: "More rows" }).click();
  await page.locator('[id="row.9.name"]').fill("Paul Okafor");
  expect(await value(page, "row.1.name")).toBe("Clara Brandt");
  await page.locator('[id="row.9.year_of_birth"]').fill("2999");
  await expectNoBarriers(page, "the grid without script");
  await expectNoSidewaysScroll(page, "the grid without script");
  await page.locator("#form button.main").click();
  await page.locator('[id="row.9.year_of_birth-error"]').waitFor();
  await page.locator('[id="row.9.year_of_birth"]').fill("");
  await page.locator("#form button.main").click();
  await page.waitForURL(/did=parts_added/);
  await page.getByText("Paul Okafor").first().waitFor();
  await page.context().close();
}, 60_000);
