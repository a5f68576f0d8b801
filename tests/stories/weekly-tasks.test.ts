import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { addEffort, beginEffort, sayEffort } from "./effort.ts";
import {
  address,
  choose,
  expectNoBarriers,
  expectNoForeignWords,
  expectNoSidewaysScroll,
  fill,
  inDays,
  offeredBy,
  takenOver,
} from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

let numbered = 0;
const unique = (title: string) => `${title} ${(numbered += 1)}`;

/** What each person of the union and around it has to do every week, from its own Today: on a phone as plain forms without script, at a desk with it. */
describe.each([
  ["vi", 390, false],
  ["en", 1280, true],
] as const)("in %s at %d px, script: %s", (language, width, script) => {
  const dark = width === 390;
  const checked = new Set<string>();
  const enter = async (who: string) => {
    const page = await enterAs(browser, address(), `${who}@demo.example`, { language, width, dark, script });
    beginEffort(page, who);
    return page;
  };

  async function look(page: Page) {
    const where = new URL(page.url()).pathname;
    // Asked at once: each question is a journey to the browser and back, some seventy times a round.
    const [lang, titles] = await Promise.all([
      page.locator("html").getAttribute("lang"),
      page.locator("h1").count(),
      expectNoSidewaysScroll(page, where),
      language === "en" ? expectNoForeignWords(page, where) : undefined,
    ]);
    expect([lang, titles]).toEqual([language, 1]);
    const kind = where.replaceAll(/[0-9a-f-]{36}/g, "…");
    if (checked.has(kind)) return;
    checked.add(kind);
    await expectNoBarriers(page, where);
  }
  async function open(page: Page, path: string) {
    expect((await page.goto(`${address()}${path}`))?.status()).toBe(200);
    await look(page);
  }
  async function tap(page: Page, link: Locator) {
    const to = new URL((await link.getAttribute("href")) ?? "", page.url());
    if (script) await takenOver(page);
    await link.click();
    await page.waitForURL((at) => at.pathname === to.pathname);
    addEffort(page);
    await look(page);
  }
  const follow = (page: Page, selector: string) => tap(page, page.locator(selector).first());
  /** Fills the fields by their names and sends the form; where it leads says in one line what was done. */
  async function send(page: Page, fields: Record<string, string | string[] | boolean> = {}) {
    if (script) await takenOver(page);
    await fill(page, fields);
    await page.locator("#form button").last().click();
    await page.locator(".done, .summary").first().waitFor();
    expect(await page.locator(".summary").allTextContents()).toEqual([]);
    addEffort(page, Object.keys(fields).length);
    await look(page);
  }
  async function leave(...pages: Page[]) {
    for (const page of pages) sayEffort(page, `${language}, ${width} px`);
    await Promise.all(pages.map((page) => page.context().close()));
  }

  test("the desk officer prepares a delegation, corrects its programme, and the leader approves it", async () => {
    const desk = await enter("desk.europe");
    await open(desk, "/delegations/new");
    const title = unique(`Sofia ${language} ${width}`);
    await send(desk, { title, countries: ["BG"], departs_on: inDays(40), returns_on: inDays(44), purpose: "Plan" });
    const record = new URL(desk.url()).pathname;
    await follow(desk, `a[href="${record}/members/new"]`);
    await send(desk, { name: "Lê Văn A", role: "head", home: "VUFO" });
    await follow(desk, `a[href="${record}/programme/new"]`);
    await send(desk, { on_date: inDays(40), starts_at: "09:00", content: "Đón đoàn", content_en: "Welcome" });
    await follow(desk, `a[href^="${record}/change/programme/"]`);
    await send(desk, { starts_at: "10:30" });
    expect(await desk.locator("#programme").locator("xpath=ancestor::section").textContent()).toContain("10:30");
    await follow(desk, `a[href="${record}/propose"]`);
    await send(desk);
    const leader = await enter("leader");
    await look(leader);
    expect(await leader.locator("#waiting ~ ul").textContent()).toContain(title);
    await tap(leader, leader.locator("#waiting ~ ul a", { hasText: title }));
    await leader.locator("#form summary").click();
    await send(leader, { number: `${language}-${width}/QĐ-LHHN` });
    expect(await leader.locator("main").textContent()).toContain(`${language}-${width}/QĐ-LHHN`);
    await leave(desk, leader);
  }, 120_000);

  test("the association records an activity in a minute and writes the next step with its partner", async () => {
    const page = await enter("association.france");
    await look(page);
    await open(page, "/activities/new");
    const title = unique(`Lyon ${language}`);
    await send(page, { title, kind: "reception", countries: ["FR"], participants: "30", result: "3 accords" });
    expect(await page.locator("h1").textContent()).toContain(title);
    await open(page, "/partners?country=FR&q=franco");
    await follow(page, "main tbody td a");
    await follow(page, "a[data-key=e]");
    await send(page, { next_step: unique("Gửi thư mời"), next_step_on: inDays(9) });
    await leave(page);
  }, 120_000);

  test("a province plans an activity and says afterwards that it was held; its total grows by one", async () => {
    const page = await enter("province.cantho");
    const held = async () =>
      (
        (await (await page.request.get(`${address()}/api/v1/activities?count=exact&limit=1&status=held`)).json()) as {
          total: number;
        }
      ).total;
    const before = await held();
    await open(page, "/activities/new");
    await send(page, {
      was_held: false,
      title: unique("Giao lưu"),
      kind: "friendship_meeting",
      countries: ["KR", "JP"],
      starts_on: inDays(-1),
    });
    expect(await held()).toBe(before);
    await page.goto(`${address()}/`);
    await look(page);
    await follow(page, "#due ~ ul a[href^='/activities/']");
    expect(new URL(page.url()).pathname).toMatch(/\/hold$/);
    await send(page, { participants: "120", result: "Trồng 200 cây" });
    expect(await held()).toBe(before + 1);
    await leave(page);
  }, 120_000);

  test("a province tries a workbook: every row is accounted for before anything is written", async () => {
    const page = await enter("province.hanoi");
    await open(page, "/imports/new");
    await page.locator("#file").setInputFiles({
      name: "ke-hoach.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(
        `Tên hoạt động,Ngày,Nước\n${unique("Chiếu phim")},5/9/2024,Pháp\n${unique("Ngày lạ")},hôm qua,Pháp\n`,
      ),
    });
    await page.locator("#form button").last().click();
    await page.waitForURL(/imports\/[0-9a-f-]{36}/);
    // Without script the page is asked again until the rows are read.
    await expect
      .poll(async () => (await page.reload()) && (await page.locator("a[href$='/commit']").count()), {
        timeout: 20_000,
      })
      .toBe(1);
    await look(page);
    await leave(page);
  }, 120_000);

  test("the office writes a paragraph of the report, opens a figure, and takes the paper along", async () => {
    const page = await enter("office");
    await open(page, "/reports/annual?year=2024");
    await follow(page, "main a[href*='/reports/annual/text']");
    const body = unique(`2024 ${language} ${width}`);
    await send(page, { body });
    expect(await page.locator("main").textContent()).toContain(body);
    await follow(page, "main a[href*='/reports/figures/delegations_out']");
    expect(await page.locator("main tbody tr").count()).toBe(43);
    const paper = await page.request.get(
      `${address()}/api/v1/reports/annual?year=2024&language=${language}&format=docx`,
    );
    expect((await paper.body()).subarray(0, 2).toString()).toBe("PK");
    await leave(page);
  }, 120_000);

  test("the mission and a ministry are asked, and answer", async () => {
    const hanoi = await enter("province.hanoi");
    await open(hanoi, "/delegations/new");
    await send(hanoi, { title: unique("Paris"), countries: ["FR"], departs_on: inDays(60), returns_on: inDays(64) });
    const record = new URL(hanoi.url()).pathname;
    for (const [who, kind] of [
      ["mission.france", "programme"],
      ["ministry", "opinion"],
    ] as const) {
      await follow(hanoi, `a[href="${record}/requests/new"]`);
      const group = who === "ministry" ? "user:" : "unit:";
      const name = who === "ministry" ? "Hoàng Gia Huy" : language === "vi" ? "tại Pháp" : "in France";
      const option = hanoi.locator("#asked .box label", { hasText: name });
      const asked = (await option.locator(`input[value^="${group}"]`).first().getAttribute("value")) ?? "";
      const question = unique("Xin ý kiến");
      await send(hanoi, { asked, kind, question, due_on: inDays(5) });
      const answering = await enter(who);
      await look(answering);
      const links = answering.locator("#asked ~ ul a");
      await links.nth((await links.count()) - 1).click();
      const isIt = (await answering.locator("blockquote").first().textContent())?.includes(question) ?? false;
      if (!isIt) await openQuestion(answering, question);
      const comment = unique("Lưu ý");
      await send(answering, { verdict: "remarks", comment });
      await leave(answering);
      await hanoi.goto(`${address()}${record}`);
      expect(await hanoi.locator("#requests").locator("xpath=ancestor::section").textContent()).toContain(comment);
    }
    await leave(hanoi);
  }, 120_000);

  /** The one that asks what was asked: several may be waiting. */
  async function openQuestion(page: Page, question: string) {
    await page.goto(`${address()}/`);
    const hrefs = await page
      .locator("#asked ~ ul a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const href of hrefs) {
      await page.goto(`${address()}${href}`);
      if ((await page.locator("blockquote").textContent())?.includes(question)) return;
    }
    throw new Error(`${question} is not among what was asked`);
  }

  test("a foreign NGO reports and PACCOM accepts; the register grows by what was reported", async () => {
    const ngo = await enter("foreign.ngo");
    await look(ngo);
    await follow(ngo, "#granted ~ ul a[href^='/aid-projects/']");
    const project = new URL(ngo.url()).pathname;
    await follow(ngo, "a[href$='/statements/new']");
    const body = unique("Quý III");
    await send(ngo, { amount_usd: "1234", body });
    const officer = await enter("ngo.officer");
    await look(officer);
    await open(officer, project);
    const rows = await officer.locator("main tbody tr").count();
    await tap(officer, officer.getByRole("link", { name: body, exact: true }));
    await send(officer, { verdict: "accept" });
    await open(officer, project);
    expect(await officer.locator("main tbody tr").count()).toBe(rows + 1);
    await leave(ngo, officer);
  }, 120_000);

  test("a partner asks for a correction of its own record", async () => {
    const page = await enter("partner");
    await look(page);
    await follow(page, "#granted ~ ul a");
    await follow(page, "a[href$='/suggest']");
    const body = unique("Adresse");
    await send(page, { body });
    expect(await page.locator("main").textContent()).toContain(body);
    await leave(page);
  }, 60_000);

  test("the press finds what may be told, the auditor who did it", async () => {
    const press = await enter("press");
    await look(press);
    await follow(press, "#told ~ ul a");
    const auditor = await enter("auditor");
    await open(auditor, "/history?kind=delegation");
    expect(await auditor.locator("main tbody tr").count()).toBeGreaterThan(0);
    expect(await auditor.locator("main a[href$='/edit'], main a[data-key=n]").count()).toBe(0);
    await leave(press, auditor);
  }, 60_000);

  test("the administrator invites somebody, and ends a role", async () => {
    const page = await enter("admin");
    await open(page, "/people");
    await follow(page, "a[href='/people/invite']");
    const name = unique("Người mới");
    const email = `${language}.${width}@new.example`;
    const unit_id = (await offeredBy(page, "unit_id"))[0] ?? "";
    await page.locator("#email").fill(email);
    await page.locator("#name").fill(name);
    await choose(page, "unit_id", unit_id);
    await page.locator("#role").selectOption("office");
    await page.locator("#form button").last().click();
    // Without a mail server the link is shown, once.
    expect(await page.locator("code.key").textContent()).toContain("/invitation/");
    await look(page);
    await open(page, "/people");
    expect(await page.locator("main").textContent()).toContain(email);
    await follow(page, "a[href='/people/appoint']");
    await send(page, { email: "press@demo.example", unit_id, role: "auditor", from_on: inDays(-3) });
    await open(page, "/people?q=press%40demo");
    const row = page.locator("main tbody tr", { hasText: language === "vi" ? "Kiểm tra" : "Auditor" });
    await row.locator("a[href$='/end']").first().click();
    await look(page);
    await send(page, { until_on: inDays(0) });
    await leave(page);
  }, 60_000);
});
