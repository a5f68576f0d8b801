import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import {
  address,
  choose,
  expectNoBarriers,
  expectNoForeignWords,
  expectNoSidewaysScroll,
  inDays,
  takenOver,
} from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().click();
const as = (name: string, how: { script?: boolean; width?: number; language?: "en" } = {}) =>
  enterAs(browser, address(), `${name}@demo.example`, how);
const pathOf = (page: Page) => new URL(page.url()).pathname;
const statusAt = async (page: Page, path: string) => (await page.request.get(`${address()}${path}`)).status();
const saidOn = async (page: Page) => (await page.locator("main").textContent()) ?? "";

const TITLE = "Đoàn hỏi ý kiến hai nơi";

async function drafted(page: Page): Promise<string> {
  await page.goto(`${address()}/delegations/new?direction=outgoing`);
  await takenOver(page);
  await page.getByLabel("Tên đoàn", { exact: true }).fill(TITLE);
  await choose(page, "countries", "FR");
  await page.locator("#departs_on").fill(inDays(40));
  await page.locator("#returns_on").fill(inDays(44));
  await page.getByLabel("Mục đích").fill("Ký kế hoạch hợp tác");
  await press(page, "Lưu bản thảo");
  await page.locator(".done").waitFor();
  const record = pathOf(page);
  await page.goto(`${address()}${record}/budget/new`);
  await page.locator("#description").fill("Vé máy bay khứ hồi");
  await page.locator("#quantity").fill("2");
  await page.locator("#unit_price").fill("900");
  await press(page, /Thêm/);
  await page.getByText("Vé máy bay khứ hồi").first().waitFor();
  return record;
}

/** Asks whoever is called so, by what they are; what else they are shown is ticked. */
async function asked(page: Page, record: string, to: { called: RegExp; of: string; shows: string[] }): Promise<void> {
  await page.goto(`${address()}${record}/requests/new`);
  await takenOver(page);
  const one = page.locator("#asked .box label", { hasText: to.called }).locator(`input[value^="${to.of}:"]`);
  await choose(page, "asked", (await one.first().getAttribute("value")) ?? "");
  await page.locator("#question").fill("Đề nghị Quý cơ quan cho ý kiến");
  for (const [index, part] of ["members", "programme", "budget"].entries())
    await page.locator(`#shows-${index}`).setChecked(to.shows.includes(part));
  await page.locator("#due_on").fill(inDays(5));
  await press(page, "Gửi lấy ý kiến");
  await page.getByText("Đã gửi câu hỏi.").waitFor();
}

const requestIn = async (page: Page, record: string, called: RegExp) => {
  await page.goto(`${address()}${record}`);
  const link = page.locator("a[href^='/delegations/requests/']", { hasText: called }).first();
  return (await link.getAttribute("href")) ?? "";
};

test("a department asks a ministry and a province: one answers by its paper and corrects, the other is reminded and then withdrawn", async () => {
  const desk = await as("desk.europe");
  const record = await drafted(desk);
  await asked(desk, record, { called: /Bộ Ngoại giao/, of: "body", shows: ["budget"] });
  await asked(desk, record, { called: /Liên hiệp các tổ chức hữu nghị thành phố Hà Nội/, of: "unit", shows: [] });
  const ofMinistry = await requestIn(desk, record, /Bộ Ngoại giao/);
  const ofProvince = await requestIn(desk, record, /thành phố Hà Nội/);
  await desk.goto(`${address()}${ofMinistry}`);
  await desk.getByText("Bộ Ngoại giao chưa mở.").waitFor();
  await expectNoBarriers(desk, "a question, for who asked");

  // The ministry: on a phone, without script; it sees the budget that was ticked, and nothing else of the visit.
  const ministry = await as("ministry", { script: false, width: 390 });
  await ministry.goto(`${address()}/?all=asked`);
  await ministry.locator(`#asked ~ ul a[href="${ofMinistry}"]`).click();
  expect(await saidOn(ministry)).toContain("Vé máy bay khứ hồi");
  await expectNoBarriers(ministry, "a question, for who is asked");
  await expectNoSidewaysScroll(ministry, "a question, for who is asked");
  for (const place of [record, `${record}/edit`, ofProvince])
    expect([place, await statusAt(ministry, place)]).toEqual([place, 404]);
  await ministry.locator("#verdict").selectOption("remarks");
  await ministry.locator("#comment").fill("Lùi một ngày");
  await ministry.locator("#paper_number").fill("45/BNG-ĐNND");
  await ministry.locator("#paper_on").fill(inDays(0));
  await ministry.locator("#scan").setInputFiles({
    name: "cong-van.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7 công văn"),
  });
  await press(ministry, "Gửi trả lời");
  await ministry.getByText("Đã gửi trả lời.").waitFor();
  const scan = (await ministry.locator(`a[href^="${ofMinistry}/files/"]`).getAttribute("href")) ?? "";
  expect(await statusAt(ministry, scan)).toBe(200);
  await ministry.getByRole("link", { name: "Sửa trả lời" }).click();
  expect(await ministry.locator("#paper_number").inputValue()).toBe("45/BNG-ĐNND");
  await ministry.locator("#verdict").selectOption("agree");
  await ministry.locator("#comment").fill("Đồng ý cả ngày đi");
  await press(ministry, "Sửa trả lời");
  await ministry.getByText("Đã sửa câu trả lời.").waitFor();
  for (const word of ["Đồng ý cả ngày đi", "Lùi một ngày", "(đã sửa)"]) expect(await saidOn(ministry)).toContain(word);

  // Who asked sees who opened it, both answers, and takes note: Today, the question, done.
  await desk.goto(`${address()}/?all=due`);
  await desk.locator(`#due ~ ul a[href="${ofMinistry}"], main a[href="${ofMinistry}"]`).first().click();
  await desk.getByText(/Bộ Ngoại giao: Hoàng Gia Huy mở lúc/).waitFor();
  expect(await statusAt(desk, scan)).toBe(200);
  await press(desk, "Ghi nhận trả lời");
  await desk.getByText("Đã ghi nhận trả lời.").waitFor();
  await desk.goto(`${address()}/?all=due`);
  expect(await desk.locator(`main a[href="${ofMinistry}"]`).count()).toBe(0);
  await ministry.goto(`${address()}${ofMinistry}?correct=1`);
  expect(await ministry.locator("#verdict").count()).toBe(0);
  // What was answered stays readable to who answered.
  await ministry.goto(`${address()}/delegations/requests?state=settled`);
  await ministry.locator(`main a[href="${ofMinistry}"]`).waitFor();

  // The province, in English: told, reminded, and then withdrawn, with nothing left on Today.
  const hanoi = await as("province.hanoi", { language: "en" });
  await hanoi.goto(`${address()}/?all=asked`);
  await hanoi.locator(`#asked ~ ul a[href="${ofProvince}"]`).click();
  await expectNoForeignWords(hanoi, "a question put to a province");
  expect(await saidOn(hanoi)).not.toContain("Vé máy bay");
  await desk.goto(`${address()}${ofProvince}`);
  await press(desk, "Nhắc");
  await desk.getByText("Đã nhắc.", { exact: true }).waitFor();
  expect(await desk.getByRole("button", { name: "Nhắc" }).count()).toBe(0);
  await hanoi.goto(`${address()}/notifications`);
  await hanoi
    .getByText(/Reminder to answer/)
    .first()
    .waitFor();
  await desk.getByRole("link", { name: "Rút câu hỏi" }).click();
  await desk.locator("#reason").fill("Đoàn không qua Hà Nội nữa");
  await press(desk, "Rút câu hỏi");
  await desk.getByText("Đã rút câu hỏi.").waitFor();
  await hanoi.goto(`${address()}/?all=asked`);
  expect(await hanoi.locator(`main a[href="${ofProvince}"]`).count()).toBe(0);
  await hanoi.goto(`${address()}${ofProvince}`);
  for (const word of ["Withdrawn", "Đoàn không qua Hà Nội nữa"]) expect(await saidOn(hanoi)).toContain(word);
  await expectNoBarriers(hanoi, "a question that was withdrawn");

  // Others see nothing of either.
  for (const name of ["partner", "press", "province.cantho"]) {
    const other = await as(name);
    for (const place of [ofMinistry, ofProvince, scan])
      expect([name, await statusAt(other, place)]).toEqual([name, 404]);
    await other.context().close();
  }
  for (const page of [desk, ministry, hanoi]) await page.context().close();
}, 240_000);

test("the administrator keeps bodies outside and says who speaks for them, on a phone without script, in English", async () => {
  const admin = await as("admin", { script: false, width: 390, language: "en" });
  await admin.goto(`${address()}/people`);
  await admin.getByRole("link", { name: "Bodies outside" }).click();
  await admin.getByRole("link", { name: "Add a body" }).click();
  await admin.locator("#name").fill("Bộ Văn hóa, Thể thao và Du lịch");
  await admin.locator("#kind").selectOption("consulted_agency");
  await press(admin, "Save");
  await admin.locator(".done").waitFor();
  const row = admin.locator("main tbody tr", { hasText: "Bộ Văn hóa" });
  expect(await row.textContent()).toContain("nobody yet");
  await expectNoBarriers(admin, "bodies outside");
  await expectNoSidewaysScroll(admin, "bodies outside");
  await row.getByRole("link", { name: /Edit/ }).click();
  await admin.locator("#is_closed").check();
  await press(admin, "Save");
  expect(await row.textContent()).toContain("Asked no more");
  await admin.goto(`${address()}/people?q=Hoàng Gia Huy`);
  await admin.getByRole("link", { name: "For which body Hoàng Gia Huy speaks" }).click();
  // One that is asked no more is not offered.
  expect(await admin.locator("#body_id").textContent()).not.toContain("Bộ Văn hóa");
  expect(await admin.locator("#body_id option:checked").textContent()).toContain("Bộ Ngoại giao");
  await press(admin, "Save");
  await admin.locator(".done").waitFor();
  await admin.context().close();
}, 120_000);
