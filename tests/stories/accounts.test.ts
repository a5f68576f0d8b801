import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, offeredBy } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const PASSWORD = "núi cao biển rộng trời xanh";

test("somebody is invited by a link that is handed over, sets a password without script, forgets it and is closed out", async () => {
  const email = `lan.${Date.now()}@story.example`;
  const admin = await enterAs(browser, address(), "admin@demo.example", { language: "en", width: 390, dark: true });
  await admin.goto(`${address()}/people/invite`);
  await admin.getByLabel("Email address").fill(email);
  await admin.getByLabel("Name", { exact: true }).fill("Trần Thị Lan");
  await choose(admin, "unit_id", (await offeredBy(admin, "unit_id"))[0] ?? "");
  await admin.getByLabel("Role").selectOption("office");
  await admin.getByRole("button", { name: "Invite" }).click();
  const link = (await admin.locator("code.key").textContent()) ?? "";
  await expectNoBarriers(admin, "invited");
  await expectNoSidewaysScroll(admin, "invited");

  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const guest = await context.newPage();
  await guest.goto(link);
  await guest.getByLabel("Mật khẩu").fill("1234567890");
  await guest.getByRole("button", { name: "Nhận lời mời" }).click();
  await guest.getByText("Mật khẩu này quá phổ biến").first().waitFor();
  await guest.getByLabel("Mật khẩu").fill(PASSWORD);
  await guest.getByRole("button", { name: "Nhận lời mời" }).click();
  await guest.getByText("Tài khoản đã sẵn sàng.").waitFor();
  await guest.getByLabel("Thư điện tử").fill(email);
  await guest.getByLabel("Mật khẩu").fill(PASSWORD);
  await guest.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await guest.waitForURL(`${address()}/`);

  await admin.goto(`${address()}/people?q=${email}`);
  await admin.getByRole("link", { name: "Trần Thị Lan", exact: true }).click();
  await expectNoBarriers(admin, "account");
  await admin.getByRole("link", { name: "Close the account" }).click();
  await admin.getByRole("button", { name: "Close the account" }).click();
  await admin.getByText("Account closed.").waitFor();
  await guest.goto(`${address()}/me`);
  expect(new URL(guest.url()).pathname).toBe("/sign-in");
  await guest.goto(link);
  await guest.getByText("Lời mời này đã được dùng").waitFor();
  await context.close();
  await admin.context().close();
});
