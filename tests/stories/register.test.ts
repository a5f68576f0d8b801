import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, inDays, listed } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const CLERK = "office@demo.example";
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().click();

async function send(page: Page, path: string, data: object) {
  const answer = await page.request.post(`${address()}/api/v1${path}`, { data, headers: { origin: address() } });
  expect([path, answer.status()]).toEqual([path, 201]);
  return ((await answer.json()) as { id: string }).id;
}

/** A visit that is decided and whose decision has no number yet. */
async function decided(title: string): Promise<string> {
  const france = await enterAs(browser, address(), "association.france@demo.example");
  const leader = await enterAs(browser, address(), "leader@demo.example");
  const facts = { title, purpose: "Ký kế hoạch", countries: ["FR"], departs_on: inDays(40), returns_on: inDays(45) };
  const id = await send(france, "/delegations", { direction: "outgoing", ...facts });
  await send(france, `/delegations/${id}/proposal`, {});
  await send(leader, `/delegations/${id}/approval`, {});
  for (const page of [france, leader]) await page.context().close();
  return id;
}

async function bytesOf(page: Page, path: string): Promise<Buffer> {
  const answer = await page.request.get(`${address()}${path}`);
  expect([path, answer.status()]).toEqual([path, 200]);
  return answer.body();
}

for (const [language, script, width, said] of [
  ["vi", true, 1280, { number: "Số quyết định", give: "Ghi số, ngày, bản quét", taken: /đã cấp cho/ }],
  ["en", false, 390, { number: "Number of the decision", give: "Give number, day and scan", taken: /is taken by/ }],
] as const)
  test(`a signed decision takes the next number, and the second clerk the one after it (${language}, ${width} px, script: ${script})`, async () => {
    const [one, other] = [await decided(`Đoàn sổ một ${language}`), await decided(`Đoàn sổ hai ${language}`)];
    const [clerk, second] = [
      await enterAs(browser, address(), CLERK, { script, width, language }),
      await enterAs(browser, address(), CLERK, { script, width, language }),
    ];
    await clerk.goto(`${address()}/delegations/${one}/number`);
    await second.goto(`${address()}/delegations/${other}/number`);
    const proposed = await clerk.getByLabel(said.number).inputValue();
    expect(proposed).toMatch(/^\d{2,}\/QĐ-LHHN$/);
    expect(await second.getByLabel(said.number).inputValue()).toBe(proposed);
    await press(clerk, said.give);
    await clerk.locator(".done").waitFor();
    // The number was shown to both; who comes second hears whose it is and which is next.
    await press(second, said.give);
    await second.getByText(said.taken).first().waitFor();
    const next = `${String(Number(proposed.split("/")[0]) + 1).padStart(2, "0")}/QĐ-LHHN`;
    expect(await second.locator("main").textContent()).toContain(next);
    await second.getByLabel(said.number).fill("");
    await press(second, said.give);
    await second.locator(".done").waitFor();
    expect(await second.locator("main").textContent()).toContain(next);

    // The paper under the number is one file, however often it is fetched, called by number and subject.
    const paper = `/delegations/${one}/papers/decision.docx`;
    const [once, twice] = [await bytesOf(clerk, paper), await bytesOf(clerk, paper)];
    expect(once.equals(twice)).toBe(true);
    const called = (await clerk.request.get(`${address()}${paper}`)).headers()["content-disposition"] ?? "";
    expect(decodeURIComponent(called)).toContain(`${proposed.split("/")[0]}-QD-LHHN Đoàn sổ một ${language}.docx`);

    // The proposal takes its number in two taps, and is the same from then on.
    const france = await enterAs(browser, address(), "association.france@demo.example", { script, width, language });
    await france.goto(`${address()}/delegations/${one}`);
    await france.locator(`a[href="/delegations/${one}/papers/proposal/number"]`).click();
    if (script) await expectNoBarriers(france, "a paper takes a number");
    await france.locator("main form button").last().click();
    await france.locator(".done").waitFor();
    const proposal = `/delegations/${one}/papers/proposal.docx`;
    expect((await bytesOf(france, proposal)).equals(await bytesOf(france, proposal))).toBe(true);
    for (const page of [clerk, second, france]) await page.context().close();
  }, 180_000);

test("a spoiled number is explained, a gap too, and the book prints", async () => {
  const page = await enterAs(browser, address(), CLERK, { width: 390, script: false });
  await page.goto(`${address()}/registers/new`);
  await choose(page, "kind", "scheme");
  await page.locator("#number").fill("3");
  await page.locator("#subject").fill("Đề án chuyển đổi số");
  await press(page, "Ghi vào sổ");
  await page.getByText("Đã ghi vào sổ.").waitFor();
  await page.getByRole("link", { name: "Hủy văn bản" }).click();
  await page.getByLabel("Lý do").fill("In hỏng");
  await press(page, "Hủy văn bản");
  await page.getByText("Đã hủy văn bản").first().waitFor();

  await page.goto(`${address()}/registers?kind=scheme`);
  await expectNoSidewaysScroll(page, "the register");
  expect(await page.locator("#gaps").textContent()).toContain("2");
  await page.getByRole("link", { name: /^Giải trình số 01–02/ }).click();
  await page.getByLabel("Lý do").fill("Đã ghi ở sổ giấy");
  await press(page, "Giải trình");
  await page.getByText("Đã giải trình.").waitFor();
  await page.getByText("Không có số nào bỏ trống mà chưa giải trình.").waitFor();
  await page.goto(`${address()}/registers/symbols`);
  await expectNoSidewaysScroll(page, "the register");
  await page.context().close();

  const desk = await enterAs(browser, address(), CLERK, { language: "fr" });
  await desk.goto(`${address()}/registers?kind=scheme&order=book`);
  await expectNoBarriers(desk, "the register");
  await desk.emulateMedia({ media: "print" });
  expect(await desk.locator("main tbody").textContent()).toMatch(/01–02[\s\S]*03\//);
  const sheet = await bytesOf(desk, "/registers/export.xlsx?kind=scheme&order=book");
  expect(sheet.subarray(0, 2).toString()).toBe("PK");
  // Another unit sees nothing of it.
  const hanoi = await enterAs(browser, address(), "province.hanoi@demo.example");
  await hanoi.goto(`${address()}/registers?kind=scheme`);
  expect(await listed(hanoi).count()).toBe(0);
  for (const one of [desk, hanoi]) await one.context().close();
}, 120_000);
