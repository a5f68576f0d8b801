import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, expectNoBarriers, expectNoSidewaysScroll, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const inDays = (days: number) => addDays(today(), days);
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().click();
const as = (name: string, how: { script?: boolean; width?: number } = {}) =>
  enterAs(browser, address(), `${name}@demo.example`, how);
const pathOf = (page: Page) => new URL(page.url()).pathname;
/** What somebody is answered at an address. */
const statusAt = async (page: Page, path: string) => (await page.request.get(`${address()}${path}`)).status();

const TITLE = "Đoàn Hội Pháp - Việt thăm hai tỉnh";
const unitCalled = (page: Page, name: RegExp) =>
  page.locator("[id='unit_id'] :is(.box label, option), #host_unit_id option").filter({ hasText: name }).first();

/** The key of a unit among those that a form offers. */
async function unitOf(page: Page, name: RegExp): Promise<string> {
  const found = unitCalled(page, name);
  return (await found.getAttribute("value")) ?? (await found.locator("input").first().getAttribute("value")) ?? "";
}

async function drafted(page: Page): Promise<string> {
  await page.goto(`${address()}/delegations/new?direction=incoming`);
  await takenOver(page);
  await page.getByLabel("Tên đoàn", { exact: true }).fill(TITLE);
  await choose(page, "countries", "FR");
  await page.locator("#departs_on").fill(inDays(20));
  await page.locator("#returns_on").fill(inDays(26));
  await page.getByLabel("Mục đích").fill("Tìm hiểu hợp tác địa phương");
  await page.locator("#expected_members").fill("6");
  await page.getByText("Mức đón, an ninh, nhu cầu của khách").click();
  await page.getByLabel("Mức đón tiếp").selectOption("equal");
  await page.getByLabel("Lý do chọn mức đón").fill("Trưởng đoàn là Chủ tịch hội");
  await page.getByLabel("Ăn uống, sức khỏe, đi lại").fill("Hai người ăn chay");
  await press(page, "Lưu bản thảo");
  await page.locator(".done").waitFor();
  return pathOf(page);
}

async function asked(page: Page, record: string, host: RegExp): Promise<void> {
  await page.goto(`${address()}${record}/hostings/new`);
  await takenOver(page);
  await choose(page, "unit_id", await unitOf(page, host));
  await page.getByLabel("Nội dung đề nghị").fill("Đón đoàn một ngày, thăm trường học");
  await page.locator("#due_on").fill(inDays(5));
  await press(page, "Gửi đề nghị");
  await page.getByText("Đã gửi đề nghị đón.").waitFor();
}

async function planned(
  page: Page,
  record: string,
  entry: { content: string; host: RegExp; on: string },
): Promise<void> {
  await page.goto(`${address()}${record}/programme/new`);
  await takenOver(page);
  await page.locator("#on_date").fill(entry.on);
  await page.locator("[name='content']").fill(entry.content);
  const host = page.getByLabel("Địa phương, đơn vị đón");
  await host.selectOption((await host.locator("option").filter({ hasText: entry.host }).getAttribute("value")) ?? "");
  await press(page, "Thêm mục chương trình");
  await page.getByText(entry.content).first().waitFor();
}

test("guests come through two provinces: each sees its part alone, the driver the sheet of the day", async () => {
  const france = await as("association.france");
  const record = await drafted(france);
  await asked(france, record, /Hà Nội/);
  await asked(france, record, /Cần Thơ/);
  await planned(france, record, { content: "Thăm Văn Miếu", host: /Hà Nội/, on: inDays(21) });
  await planned(france, record, { content: "Thăm chợ nổi Cái Răng", host: /Cần Thơ/, on: inDays(23) });
  await france.goto(`${address()}${record}/propose`);
  await press(france, "Gửi duyệt");
  await france.getByText("Đã gửi duyệt.").waitFor();
  await expectNoBarriers(france, "a visit with hosts");
  // Its own words: nobody "goes" who comes.
  expect(await france.locator("main").textContent()).not.toMatch(/Ngày đi|thực sự đi/);
  expect(await statusAt(france, record)).toBe(200);

  // Who decides sees how they are received, and why.
  const leader = await as("leader", { width: 390 });
  await leader.goto(`${address()}${record}/approve`);
  await leader.getByText("Tương xứng cấp khách").waitFor();
  await press(leader, /Duyệt và báo/);
  await leader.getByText("Đã duyệt, đơn vị được báo.").waitFor();

  // A province: from Today in two taps, on a phone, without script.
  const hanoi = await as("province.hanoi", { script: false, width: 390 });
  await hanoi.goto(`${address()}/?all=due`);
  await hanoi.getByRole("link", { name: TITLE }).click();
  const hosting = pathOf(hanoi);
  await expectNoSidewaysScroll(hanoi, "what a unit is asked");
  const part = await hanoi.locator("main").textContent();
  expect(part).toContain("Thăm Văn Miếu");
  expect(part).not.toMatch(/chợ nổi|ăn chay|Cần Thơ/);
  await press(hanoi, "Gửi trả lời");
  await hanoi.getByText("Đã gửi trả lời.").waitFor();
  await hanoi.getByText("Nhận đón").waitFor();
  await hanoi.getByRole("link", { name: /Thăm Văn Miếu/ }).click();
  await hanoi.locator("#starts_at").fill("09:30");
  await hanoi.locator("#car").fill("29B-123.45, anh Tuấn");
  await press(hanoi, "Lưu");
  await hanoi.getByText("29B-123.45, anh Tuấn").waitFor();
  for (const place of [record, `${record}/day-sheet`, `${record}/edit`, `${record}/history`])
    expect([place, await statusAt(hanoi, place)]).toEqual([place, 404]);

  // The other asks for a change, and says why; left out, that is said beside the field.
  const cantho = await as("province.cantho");
  expect(await statusAt(cantho, hosting)).toBe(404);
  await cantho.goto(`${address()}/?all=due`);
  await cantho.getByRole("link", { name: TITLE }).click();
  await takenOver(cantho);
  await expectNoBarriers(cantho, "what a unit is asked");
  await cantho.getByLabel("Trả lời", { exact: true }).selectOption("change_asked");
  await press(cantho, "Gửi trả lời");
  await cantho.locator("#remark-error").waitFor();
  await cantho.getByLabel("Ý kiến").fill("Xin lùi một ngày");
  await cantho.getByLabel("Người phụ trách đón").fill("Huỳnh Văn Phúc");
  await cantho.locator("#contact_phone").fill("0292 3812 345");
  await press(cantho, "Gửi trả lời");
  await cantho.getByText("Đã gửi trả lời.").waitFor();

  // Who asked finds the wish on Today and sees what both say.
  await france.goto(`${address()}/?all=due`);
  await france.getByRole("link", { name: TITLE }).first().click();
  await france.getByText("Xin lùi một ngày").waitFor();
  await france.goto(`${address()}${record}/journeys/new`);
  await takenOver(france);
  await france.getByLabel("Chiều").selectOption("arrives");
  await france.locator("#on_date").fill(inDays(20));
  await france.locator("#at_time").fill("06:40");
  await france.getByLabel("Chuyến bay, phương tiện").fill("VN 18 từ Paris");
  await france.getByLabel("Người đón, tiễn", { exact: true }).fill("Nguyễn Thị Hoa");
  await press(france, "Thêm chuyến đến, rời");
  await france.getByText("VN 18 từ Paris").first().waitFor();

  // An interpreter who reads along: the sheet of a day, on a phone, without script.
  const reader = await as("auditor", { script: false, width: 390 });
  await reader.goto(`${address()}${record}/day-sheet?day=${inDays(21)}`);
  await reader.getByText("29B-123.45, anh Tuấn").waitFor();
  await reader.getByText("Hai người ăn chay").waitFor();
  expect(await reader.locator("section.day").count()).toBe(1);
  await expectNoSidewaysScroll(reader, "the sheet of a day");
  await expectNoBarriers(reader, "the sheet of a day");
  for (const page of [france, leader, hanoi, cantho, reader]) await page.context().close();
}, 240_000);
