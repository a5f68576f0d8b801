import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => browser.close());

const FRANCE = "association.france@demo.example";
const enterAtTheDoor = (page: Page, email: string) => page.locator(`button[name=as][value="${email}"]`).click();
const draftsKept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("amity-draft:")).length);
/** As when its time is over: what the browser holds of the session opens nothing any more. */
const endSession = (page: Page) => page.context().clearCookies({ name: /session/ });

test("what was typed when the session ended is offered to the same person after the next sign-in, to nobody else", async () => {
  const page = await enterAs(browser, address(), FRANCE, { isNew: true });
  await page.goto(`${address()}/partners/new`);
  await takenOver(page);
  await page.locator("#name").fill("Hội những người bạn Lyon");
  await page.locator("#kind").selectOption("foundation");
  await choose(page, "country_iso2", "FR");
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("amity-draft:")));
  // What is typed about others stays in the tab, unless its writer asks for more.
  expect(await draftsKept(page)).toBe(0);
  await endSession(page);
  await page.locator("#form button.main").click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
  expect(new URL(page.url()).searchParams.get("next")).toBe("/partners/new");
  await page.getByText("Phiên làm việc đã kết thúc, chưa lưu gì.").waitFor();
  await enterAtTheDoor(page, FRANCE);
  await page.waitForURL((url) => url.pathname === "/partners/new");
  await takenOver(page);
  await page.getByRole("button", { name: "Dùng lại" }).click();
  expect(await page.locator("#name").inputValue()).toBe("Hội những người bạn Lyon");
  await endSession(page);
  await page.goto(`${address()}/partners/new`);
  await enterAtTheDoor(page, "office@demo.example");
  await page.waitForURL((url) => url.pathname === "/partners/new");
  await takenOver(page);
  expect(await page.getByRole("button", { name: "Dùng lại" }).count()).toBe(0);
  await page.context().close();
});

test("a draft outlives its tab only where that was asked, and signing out leaves nothing in the browser", async () => {
  const first = await enterAs(browser, address(), FRANCE, { isNew: true });
  await first.goto(`${address()}/partners/new`);
  await takenOver(first);
  await first.locator("#name").fill("Hội Nantes");
  await first.getByLabel("Giữ nội dung đang nhập").check();
  await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("amity-draft:")));
  const second = await first.context().newPage();
  await first.close();
  await second.goto(`${address()}/partners/new`);
  await takenOver(second);
  await second.getByRole("button", { name: "Dùng lại" }).click();
  expect(await second.locator("#name").inputValue()).toBe("Hội Nantes");
  await second.getByLabel("Giữ nội dung đang nhập").uncheck();
  expect(await draftsKept(second)).toBe(0);
  await second.getByLabel("Giữ nội dung đang nhập").check();
  await second.goto(`${address()}/me`);
  const [answer] = await Promise.all([
    second.waitForResponse((one) => new URL(one.url()).pathname === "/sign-out"),
    second.getByRole("button", { name: "Đăng xuất", exact: true }).click(),
  ]);
  expect(await answer.headerValue("clear-site-data")).toBe('"cache", "storage"');
  await second.waitForURL((url) => url.pathname === "/sign-in");
  expect(await draftsKept(second)).toBe(0);
  await second.context().close();
});

test("a link with filters leads where it said, also through the sign-in", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${address()}/reports/annual?year=2023&as_of=2023-06-30`);
  await enterAtTheDoor(page, "office@demo.example");
  await page.waitForURL((url) => url.pathname === "/reports/annual");
  expect(new URL(page.url()).search).toBe("?year=2023&as_of=2023-06-30");
  await context.close();
});

test("without script too what was typed when the session ended is sent again after the next sign-in, in full", async () => {
  const page = await enterAs(browser, address(), FRANCE, { isNew: true, script: false, width: 390 });
  await page.goto(`${address()}/partners/new`);
  await page.locator("#name").fill('Hội "Những người bạn" Lyon');
  await page.locator("#kind").selectOption("foundation");
  await choose(page, "country_iso2", "FR");
  await page.locator("#next_step").fill("Gửi thư mời");
  await endSession(page);
  await page.locator("#form button.main").click();
  await page.getByRole("heading", { name: "Chưa lưu: phiên làm việc đã kết thúc" }).waitFor();
  await expectNoBarriers(page, "what was typed, given back");
  await expectNoSidewaysScroll(page, "what was typed, given back");
  // Sent before anybody signed in it is still there.
  await page.getByRole("button", { name: "Gửi lại" }).click();
  const [entrance] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link", { name: "Đăng nhập ở thẻ mới" }).click(),
  ]);
  await enterAtTheDoor(entrance, FRANCE);
  await entrance.waitForURL((url) => url.pathname === "/");
  await page.getByRole("button", { name: "Gửi lại" }).click();
  await page.getByRole("heading", { name: 'Hội "Những người bạn" Lyon' }).waitFor();
  expect(await page.locator("main").textContent()).toContain("Gửi thư mời");
  await page.context().close();
});
