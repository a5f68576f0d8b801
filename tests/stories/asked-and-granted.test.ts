import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("a ministry answers a question without script, on a phone", async () => {
  const page = await enterAs(browser, address(), "ministry@demo.example", { width: 390, script: false });
  await page.getByRole("link", { name: "Đoàn đại biểu nhân dân Pháp thăm Việt Nam" }).first().click();
  await page.getByLabel("Trả lời").selectOption("object");
  await page.getByRole("button", { name: "Gửi trả lời" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("Hãy viết lý do");
  await page.getByLabel("Ý kiến").fill("Trùng với đoàn cấp cao");
  await page.getByRole("button", { name: "Gửi trả lời" }).click();
  expect(await page.getByRole("status").textContent()).toContain("Đã gửi trả lời");
  expect(await page.locator("main").textContent()).toContain("Trùng với đoàn cấp cao");
  await page.context().close();
});

test("the mission confirms the programme, and the unit that asked reads it", async () => {
  const page = await enterAs(browser, address(), "mission.france@demo.example", { width: 1280 });
  await page.locator("#asked ~ ul a").first().click();
  await page.getByRole("heading", { name: "Chương trình", exact: true }).waitFor();
  await expectNoBarriers(page, "a question");
  await page.getByLabel("Trả lời").selectOption("agree");
  await page.getByRole("button", { name: "Gửi trả lời" }).click();
  await page.getByRole("status").waitFor();
  const hanoi = await enterAs(browser, address(), "province.hanoi@demo.example", { width: 1280 });
  await hanoi.goto(`${address()}/delegations?status=proposed`);
  await hanoi.getByRole("link", { name: "Đoàn đại biểu nhân dân Pháp thăm Việt Nam" }).first().click();
  const answers = await hanoi.locator("#requests").locator("xpath=ancestor::section").textContent();
  expect(answers).toContain("Đại sứ quán Việt Nam tại Pháp");
  expect(answers).toContain("Xác nhận chương trình");
  await page.context().close();
  await hanoi.context().close();
});

test("Ha Noi finds on its Today what it leads of another unit's visit, and ends it", async () => {
  const page = await enterAs(browser, address(), "province.hanoi@demo.example", { width: 390 });
  await page.getByRole("link", { name: "Đón đoàn thanh niên của đối tác tại Hà Nội" }).click();
  await page.getByRole("heading", { name: "Cam kết" }).waitFor();
  const own = page.url();
  const id = own.split("/").at(-1) ?? "";
  await page.goto(`${address()}/delegations/${id}/commitments/${id}/done`);
  expect(page.url()).toBe(own);
  await expectNoBarriers(page, "a commitment");
  const main = page.locator("main");
  expect(await main.locator("a[href^='/delegations/']").count()).toBe(0);
  await page.getByLabel("Kết quả").fill("Đã cử người phụ trách.");
  await page.getByRole("button", { name: "Ghi nhận đã làm xong" }).click();
  expect(await page.getByRole("status").textContent()).toContain("Đã ghi nhận làm xong");
  expect(await main.textContent()).toContain("Đã cử người phụ trách.");
  await page.goto(`${address()}/`);
  expect(await main.textContent()).not.toContain("Đón đoàn thanh niên của đối tác tại Hà Nội");
  await page.context().close();
});

test("a partner asks for a correction in English, the association settles it", async () => {
  const partner = await enterAs(browser, address(), "partner@demo.example", { language: "en", width: 390 });
  await partner.locator("#granted ~ ul a").first().click();
  await partner.getByRole("link", { name: "Suggest a correction" }).click();
  await partner.getByLabel("Correction suggested").fill("The new president is Mme Rivière.");
  await partner.getByRole("button", { name: "Send the suggestion" }).click();
  expect(await partner.getByRole("status").textContent()).toContain("Your suggestion was sent");
  const france = await enterAs(browser, address(), "association.france@demo.example", { width: 390 });
  const own = partner.url().split("?")[0] ?? "";
  await france.goto(own);
  await france.getByRole("link", { name: "The new president is Mme Rivière." }).click();
  await france.getByLabel("Kết quả").fill("Đã sửa.");
  await france.getByRole("button", { name: "Ghi kết quả" }).click();
  await france.getByRole("status").waitFor();
  await partner.goto(own);
  expect(await partner.locator("#suggestions ~ ul").textContent()).toContain("Đã sửa.");
  await partner.context().close();
  await france.context().close();
});

test("a foreign NGO reports, PACCOM accepts, the register shows the disbursement", async () => {
  const ngo = await enterAs(browser, address(), "foreign.ngo@demo.example", { language: "en", width: 1280 });
  await ngo.locator("#granted ~ ul a").last().click();
  await ngo.getByRole("link", { name: "Report on the project" }).click();
  await ngo.getByLabel("Disbursed (USD)").fill("12345");
  await ngo.getByLabel("What was done").fill("Third quarter as planned.");
  await ngo.getByRole("button", { name: "Send the report" }).click();
  await ngo.getByRole("status").waitFor();
  const officer = await enterAs(browser, address(), "ngo.officer@demo.example", { width: 1280 });
  await officer.goto(ngo.url().split("?")[0] ?? "");
  await officer.getByRole("link", { name: "Third quarter as planned." }).click();
  await officer.getByRole("button", { name: "Ghi quyết định" }).click();
  await officer.getByRole("status").waitFor();
  expect(await officer.locator("main table").textContent()).toContain("12.345");
  await ngo.context().close();
  await officer.context().close();
});
