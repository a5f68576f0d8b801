import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll, fill } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** A phone: what stands below is not in sight. */
const HEIGHT = 844;
const send = async (page: Page, fields: Parameters<typeof fill>[1] = {}) => {
  await fill(page, fields);
  await page.locator("#form button").last().click();
  await page.locator(".done").waitFor();
};

/** A visit with a head and a budget, sent to be decided; answers with its address. */
async function aPaper(title: string): Promise<string> {
  const desk = await enterAs(browser, address(), "desk.europe@demo.example", { script: false });
  await desk.goto(`${address()}/delegations/new`);
  const days = { departs_on: addDays(today(), 40), returns_on: addDays(today(), 44) };
  await send(desk, { title, countries: ["BG"], purpose: "Ký kế hoạch hợp tác", ...days });
  const record = new URL(desk.url()).pathname;
  for (const [part, fields] of [
    ["members", { name: "Lê Văn Trưởng", role: "head", position: "Vụ trưởng" }],
    ["budget", { description: "Vé", quantity: "2", unit_price: "900", currency: "EUR", payer: "union" }],
  ] as const) {
    await desk.goto(`${address()}${record}/${part}/new`);
    await send(desk, fields);
  }
  await desk.goto(`${address()}${record}/propose`);
  await send(desk);
  await desk.context().close();
  return record;
}

test.each([true, false])(
  "a leader decides from the letter's link in two taps, with all facts in sight (script: %s)",
  async (script) => {
    const record = await aPaper(`Đoàn chờ hai chạm ${script}`);
    const leader = await enterAs(browser, address(), "leader@demo.example", { script, width: 390 });
    const link = leader.locator(`main a[href="${record}/approve"]`);
    // What the letter links is what the list of notices links; people are told by the worker, in its own time.
    for (let look = 0; look < 20 && (await link.count()) === 0; look += 1) {
      await leader.waitForTimeout(500);
      await leader.goto(`${address()}/notifications`);
    }
    let taps = 0;
    const tap = async (name: RegExp | string, role: "link" | "button") => {
      taps += 1;
      await leader.getByRole(role, { name }).first().click();
    };
    await tap(`Đoàn chờ hai chạm ${script}`, "link");
    await leader.waitForURL(`${address()}${record}/approve`);
    const said = await leader.locator("#form").innerText();
    for (const fact of [
      "Lê Văn Trưởng",
      "Vụ trưởng",
      "Ký kế hoạch hợp tác",
      "Bulgaria",
      "1.800",
      "còn 40 ngày",
      "Chưa hỏi ai.",
    ])
      expect(said).toContain(fact);
    const button = leader.getByRole("button", { name: /Duyệt và báo/ }).last();
    const box = await button.boundingBox();
    expect((box?.y ?? HEIGHT) + (box?.height ?? 0)).toBeLessThanOrEqual(HEIGHT - 52);
    await expectNoBarriers(leader, "approve");
    await expectNoSidewaysScroll(leader, "approve");
    if (process.env.AMITY_PICTURES)
      await leader.screenshot({ path: `${process.env.AMITY_PICTURES}/approve-${script}.png`, fullPage: true });
    taps += 1;
    await button.click();
    await leader.getByText("Đã duyệt, đơn vị được báo.").waitFor();
    expect(taps).toBe(2);
    // Whoever opens the letter again is told that it is decided.
    await leader.goto(`${address()}${record}/approve`);
    await leader.getByText("Không còn chờ quyết định.").waitFor();
    expect(await leader.locator("#form").count()).toBe(0);
    await leader.context().close();
  },
  120_000,
);

test("it is given back with a sentence, and others are asked, on the same page", async () => {
  const record = await aPaper("Đoàn trả lại");
  const leader = await enterAs(browser, address(), "leader@demo.example", {
    script: false,
    width: 390,
    language: "en",
  });
  await leader.goto(`${address()}/`);
  await leader.locator(`#waiting ~ ul a[href="${record}/approve"]`).click();
  await expectNoForeignWords(leader, "approve");
  await leader.locator(`main a[href="${record}/requests/new"]`).click();
  await leader.locator("#question").waitFor();
  await leader.goBack();
  await leader.getByText("Return with a reason").click();
  await leader.locator("#reason").fill("Who pays for the interpreter?");
  await leader.getByRole("button", { name: "Return", exact: true }).click();
  await leader.locator(".done").waitFor();
  expect(await leader.locator("main").textContent()).toContain("Who pays for the interpreter?");
  await leader.context().close();
}, 120_000);

test.each(["vi", "fr"] as const)(
  "the week of who decides is read on a phone without script, and printed on one page (%s)",
  async (language) => {
    const page = await enterAs(browser, address(), "leader@demo.example", { script: false, width: 390, language });
    await page.locator("main a[href='/my-week']").click();
    for (const part of ["guests", "plan", "silent", "figures"]) expect(await page.locator(`#${part}`).count()).toBe(1);
    await expectNoBarriers(page, "my-week");
    await expectNoSidewaysScroll(page, "my-week");
    if (language !== "vi") await expectNoForeignWords(page, "my-week");
    if (process.env.AMITY_PICTURES)
      await page.screenshot({ path: `${process.env.AMITY_PICTURES}/week-${language}.png`, fullPage: true });
    // What is held this month opens as many records.
    const held = page.locator("#plan ~ ul a.figure").first();
    const said = (await held.textContent()) ?? "";
    const href = (await held.getAttribute("href")) ?? "";
    const printed = await page.pdf({ preferCSSPageSize: true });
    expect(printed.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.goto(`${address()}${href}`);
    expect(await page.locator("h1").textContent()).toContain(said);
    const office = await enterAs(browser, address(), "office@demo.example", { script: false });
    expect((await office.goto(`${address()}/my-week`))?.status()).toBe(403);
    await Promise.all([page, office].map((one) => one.context().close()));
  },
);
