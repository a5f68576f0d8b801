import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoSidewaysScroll, inDays, listed, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const WRITER = "association.france@demo.example";
let taps = 0;
async function tap(page: Page, name: string | RegExp, role: "link" | "button" = "link") {
  taps += 1;
  await page.getByRole(role, { name }).first().click();
}

/** A partner that is the association's own, with something to do next, late already. */
async function aPartnerToCall(page: Page, called: string) {
  const made = await page.request.post(`${address()}/api/v1/partners`, {
    data: {
      kind: "foundation",
      name: called,
      country_iso2: "FR",
      next_step: "Gọi lại chị Claire",
      next_step_on: inDays(-2),
    },
    headers: { origin: address() },
  });
  return ((await made.json()) as { id: string }).id;
}

for (const script of [true, false])
  test(`a call is noted on a phone in four taps, and what was due is done from Today in two (script: ${script})`, async () => {
    const page = await enterAs(browser, address(), WRITER, { script, width: 390 });
    const called = `Quỹ Espoir ${script ? "một" : "hai"}`;
    const id = await aPartnerToCall(page, called);
    await page.goto(`${address()}/partners/${id}`);
    taps = 0;
    await tap(page, "Ghi trao đổi");
    await page.waitForURL(/notes\/new/);
    if (script) await takenOver(page);
    const began = Date.now();
    await page.getByLabel("Nội dung trao đổi").fill("Chị Claire nhận lời dự họp mặt.\nSẽ gửi tên hai người nữa.");
    taps += 1;
    await tap(page, "Lưu ghi chú", "button");
    await page.getByText("Đã ghi trao đổi.").waitFor();
    process.stdout.write(`note of a call: ${taps} taps, ${Date.now() - began} ms from the first letter\n`);
    expect(taps).toBeLessThanOrEqual(4);
    await page.getByText("Sẽ gửi tên hai người nữa.").waitFor();
    if (script) {
      await expectNoBarriers(page, "a partner with notes");
      await expectNoSidewaysScroll(page, "a partner with notes");
    }

    await page.goto(`${address()}/?all=due`);
    taps = 0;
    await tap(page, `${called}: Gọi lại chị Claire`);
    if (script) await takenOver(page);
    expect(await page.getByLabel(/Đã xong việc/).isChecked()).toBe(true);
    await page.getByLabel("Nội dung trao đổi").fill("Đã gọi, chị ấy đồng ý.");
    await tap(page, "Lưu ghi chú", "button");
    await page.getByText("Đã ghi nhận việc xong.").waitFor();
    expect(taps).toBe(2);
    expect(new URL(page.url()).pathname).toBe("/");
    await page.goto(`${address()}/?all=due`);
    expect(await page.getByText(`${called}: Gọi lại`).count()).toBe(0);

    // Noted of the wrong partner: taken back, and the last contact is what it was.
    await page.goto(`${address()}/notes?partner=${id}`);
    await page.locator("main tbody td a").first().click();
    await page.getByRole("link", { name: "Rút ghi chú" }).click();
    await page.getByRole("button", { name: "Rút ghi chú" }).click();
    await page.getByText("Đã rút ghi chú.").waitFor();
    await page.goto(`${address()}/notes?partner=${id}`);
    expect(await listed(page).count()).toBe(1);
    await page.context().close();
  }, 90_000);

test("from the list of notes the partner is chosen, in French; elsewhere's press finds no note", async () => {
  const page = await enterAs(browser, address(), "office@demo.example", { language: "fr" });
  await page.goto(`${address()}/notes?country=FR`);
  expect(await listed(page).count()).toBeGreaterThan(2);
  await expectNoBarriers(page, "notes");
  const press = await enterAs(browser, address(), "press@demo.example", { language: "en" });
  await press.goto(`${address()}/notes`);
  expect(await press.locator("main tbody td a").count()).toBe(0);
  for (const one of [page, press]) await one.context().close();
});
