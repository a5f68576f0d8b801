import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, inDays, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).last().click();

/** The same story with and without script: forms are ordinary forms. */
test.each([true, false])(
  "an association sends a delegation and the leader approves it (script: %s)",
  async (script) => {
    const title = `Đoàn thăm Toulouse ${script ? "có" : "không"} script`;
    const number = script ? "777/QĐ-LHHN" : "778/QĐ-LHHN";
    const france = await enterAs(browser, address(), "association.france@demo.example", { script });
    await france.goto(`${address()}/delegations/new`);
    await france.getByLabel("Tên đoàn", { exact: true }).fill(title);
    await choose(france, "countries", "FR");
    await france.locator("#departs_on").fill(inDays(30));
    await france.locator("#returns_on").fill(inDays(20));
    await press(france, "Lưu bản thảo");
    // The mistake is said beside the field, in the summary, and what was typed stays.
    await france.getByRole("alert").waitFor();
    expect(await france.locator("#returns_on-error").textContent()).toContain("Ngày này phải trùng hoặc sau ngày đầu");
    expect(await france.getByLabel("Tên đoàn", { exact: true }).inputValue()).toBe(title);
    await france.locator("#returns_on").fill(inDays(36));
    await france.getByLabel("Mục đích").fill("Ký kế hoạch hợp tác năm");
    await press(france, "Lưu bản thảo");
    await france.locator(".done").waitFor();
    await france.getByRole("link", { name: "Thêm thành viên" }).click();
    await france.getByLabel("Họ và tên").fill("Nguyễn Thị Hoa");
    await france.getByLabel("Vai trò").selectOption("head");
    await press(france, "Thêm thành viên");
    await france.getByRole("link", { name: "Gửi duyệt" }).click();
    await press(france, "Gửi duyệt");
    await france.getByText("Đã gửi duyệt.").waitFor();
    const record = new URL(france.url()).pathname;

    const leader = await enterAs(browser, address(), "leader@demo.example", { script, width: 390 });
    await leader.goto(`${address()}${record}`);
    // What the association sees of who decides, and since when.
    await france.goto(`${address()}/`);
    await france
      .getByText(/Chờ Phan Minh Anh \(Chủ tịch\)/)
      .first()
      .waitFor();
    if (script) {
      await leader.getByRole("link", { name: "Duyệt kèm số" }).click();
      await leader.getByLabel("Số quyết định").fill(number);
      await press(leader, /Duyệt và báo/);
      await leader.getByText("Đã duyệt, đơn vị được báo.").waitFor();
    } else {
      // One tap; the clerk finds it on Today and gives the number.
      await press(leader, "Duyệt");
      await leader.getByText("Đã duyệt, đơn vị được báo.").waitFor();
      const office = await enterAs(browser, address(), "office@demo.example", { script });
      await office.locator(`a[href="${record}/number"]`).click();
      await office.getByLabel("Số quyết định").fill(number);
      await press(office, "Ghi số, ngày, bản quét");
      await office.getByText("Đã ghi số quyết định.").waitFor();
      await office.context().close();
      await leader.reload();
    }
    expect(await leader.getByText(number).count()).toBeGreaterThan(0);

    // What changes afterwards goes back to who decided, who accepts it; the paper that was decided stays.
    await france.goto(`${address()}${record}/edit`);
    await france.getByLabel("Mục đích").fill("Dự hội chợ sách");
    await press(france, "Lưu");
    await france.getByText("Đã thay đổi, chờ chấp nhận").first().waitFor();
    await leader.goto(`${address()}${record}/accept-changes`);
    await press(leader, "Chấp nhận thay đổi");
    await leader.getByText("Đã chấp nhận thay đổi, đơn vị được báo.").waitFor();
    expect(await leader.getByRole("link", { name: `Quyết định số ${number}` }).count()).toBe(2);

    const hanoi = await enterAs(browser, address(), "province.hanoi@demo.example", { script });
    expect((await hanoi.goto(`${address()}${record}`))?.status()).toBe(404);
    for (const page of [france, leader, hanoi]) await page.context().close();
  },
  120_000,
);

test("an activity is recorded on a phone in under a minute, in English, and counts at once", async () => {
  const page = await enterAs(browser, address(), "province.cantho@demo.example", { width: 390, language: "en" });
  const count = async () =>
    (await (await page.request.get(`${address()}/api/v1/activities?count=exact&limit=1&country=KR`)).json()) as {
      total: number;
    };
  const before = (await count()).total;
  await page.goto(`${address()}/activities/new`);
  await page.getByLabel("Activity", { exact: true }).fill("Korean students plant trees");
  await choose(page, "kind", "volunteering");
  await choose(page, "countries", "KR");
  await page.getByLabel("Participants").fill("60");
  await page.getByLabel("Result (one line)").fill("Two hundred trees");
  await press(page, "Save the activity");
  await page.getByText("Activity saved.").waitFor();
  expect((await count()).total).toBe(before + 1);
  await page.context().close();
});

test("an association records an activity on a phone in six taps, outside the plan, and another one like it", async () => {
  const page = await enterAs(browser, address(), "association.france@demo.example", { width: 390 });
  await page.goto(`${address()}/`);
  let taps = 0;
  const tap = async (one: ReturnType<typeof page.locator>) => {
    taps += 1;
    await one.click();
  };
  const began = Date.now();
  await tap(page.locator("nav.bar").getByRole("link", { name: "Ghi mới" }));
  await page.waitForURL(/activities\/new/);
  await takenOver(page);
  await tap(page.locator("#title"));
  await page.keyboard.type("Gặp mặt cựu lưu học sinh Pháp đầu xuân", { delay: 80 });
  await tap(page.locator("#kind"));
  await page.keyboard.type("họp mặt", { delay: 80 });
  // The keyboard's own key.
  taps += 1;
  await page.keyboard.press("Enter");
  await tap(page.getByRole("button", { name: "Lưu hoạt động" }));
  await page.getByText("Đã lưu hoạt động.").waitFor();
  process.stdout.write(`activity: ${taps} taps, 2 fields, ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  expect(taps).toBeLessThanOrEqual(6);
  expect(Date.now() - began).toBeLessThan(45_000);
  const { pathname } = new URL(page.url());
  const kept = (await (await page.request.get(`${address()}/api/v1${pathname}`)).json()) as Record<string, unknown>;
  expect(kept).toMatchObject({ kind: "friendship_meeting", countries: ["FR"], is_in_plan: false, status: "held" });
  await page.getByRole("link", { name: "Ghi hoạt động tương tự" }).click();
  await page.waitForURL(/like=/);
  expect(await page.locator("#title").inputValue()).toBe("Gặp mặt cựu lưu học sinh Pháp đầu xuân");
  await page.context().close();
}, 90_000);

test("two people saving one record: the second sees both versions and nothing is lost", async () => {
  const one = await enterAs(browser, address(), "association.france@demo.example");
  await one.goto(`${address()}/partners?country=FR&q=franco`);
  await one.locator("tbody td a").first().click();
  await one.waitForURL(/partners\/[0-9a-f-]{36}$/);
  const two = await one.context().newPage();
  for (const page of [one, two])
    await page.goto(`${one.url().replace(/\/edit$/, "")}/edit`.replace("/edit/edit", "/edit"));
  await one.getByLabel("Thành phố").fill("Paris");
  await press(one, "Lưu");
  await one.locator(".done").waitFor();
  await two.getByLabel("Thành phố").fill("Lyon");
  await press(two, "Lưu");
  await two.getByRole("alert").waitFor();
  await two.getByRole("alert").locator("a[href='#both']").click();
  const both = await two.locator("tr", { hasText: "Thành phố" }).locator("td").allTextContents();
  expect(both.slice(1)).toEqual(["Lyon", "Paris"]);
  expect(await two.getByLabel("Thành phố").inputValue()).toBe("Lyon");
  await one.context().close();
});

test("a workbook is tried, written with progress and undone in the browser", async () => {
  const page = await enterAs(browser, address(), "association.france@demo.example");
  await page.goto(`${address()}/imports/new`);
  await page.getByLabel("Tệp").setInputFiles({
    name: "hoạt động.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Tên hoạt động,Ngày,Nước\nChiếu phim Pháp,5/9/2024,Pháp\nNgày lạ,hôm qua,Pháp\n"),
  });
  await press(page, "Đọc thử");
  await page.getByText("Trong 2 dòng: 1 tạo mới, 0 cập nhật, 0 không đổi, 1 từ chối.").waitFor();
  await page.getByRole("link", { name: "Ghi vào hệ thống" }).click();
  await press(page, "Ghi vào hệ thống");
  await page.getByText("Đã ghi", { exact: false }).first().waitFor();
  await page.getByRole("link", { name: "Hoàn tác toàn bộ" }).click({ timeout: 30_000 });
  await press(page, "Hoàn tác toàn bộ");
  expect(await page.getByText("Đã hoàn tác.").textContent()).toBeTruthy();
  await page.context().close();
}, 90_000);

test("a figure of the report opens to its records in two clicks", async () => {
  const page = await enterAs(browser, address(), "office@demo.example", { language: "en" });
  await page.goto(`${address()}/reports/annual?year=2023`);
  await page.getByRole("link", { name: /the union sent 30 delegations abroad/ }).click();
  await page.getByRole("heading", { name: "Outgoing delegations: 30" }).waitFor();
  expect(await page.locator("main tbody tr").count()).toBe(30);
  await page.locator("main tbody td a").first().click();
  await page.waitForURL(/delegations\/[0-9a-f-]{36}$/);
  await page.context().close();
});

test("what was typed and not sent is offered again, and gone after the next sign-in", async () => {
  const page = await enterAs(browser, address(), "association.france@demo.example", { width: 390 });
  await page.goto(`${address()}/partners/new`);
  await takenOver(page);
  await page.locator("#name").fill("Hội bạn của Việt Nam");
  await page.waitForFunction(() => Object.keys(sessionStorage).some((key) => key.startsWith("amity-draft:")));
  await page.goto(`${address()}/partners`);
  await page.goto(`${address()}/partners/new`);
  await page.getByRole("button", { name: "Dùng lại" }).click();
  expect(await page.locator("#name").inputValue()).toBe("Hội bạn của Việt Nam");
  await page.goto(`${address()}/me`);
  await page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
  await page.waitForFunction(() => !Object.keys(sessionStorage).some((key) => key.startsWith("amity-draft:")));
  await page.context().close();
});
