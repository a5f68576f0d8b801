import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { expectValid } from "./html.ts";
import { address, expectNoBarriers, expectNoSidewaysScroll, takenOver } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const first = async (page: Page, list: string) => {
  await page.goto(`${address()}${list}`);
  return (await page.locator("main tbody td a, main .lines a, main .line a").first().getAttribute("href")) ?? list;
};

/** Without barriers, no wider than its window, and HTML by its standard: the same HTML is read once, in Vietnamese. */
async function expectWhole(page: Page, where: string) {
  await expectNoBarriers(page, where);
  await expectNoSidewaysScroll(page, where);
  if ((await page.locator("html").getAttribute("lang")) === "vi") await expectValid(page, where);
}

const PAGES = [
  "/",
  "/countries",
  "/my-week",
  "/glance",
  "/countries/FR",
  "/partners",
  "/partners/new",
  "/delegations",
  "/delegations/new",
  "/activities",
  "/activities/new",
  "/activities/twins",
  "/calendar",
  "/calendar?view=week",
  "/calendar?view=list",
  "/delegations/new?direction=incoming",
  "/aid-projects",
  "/aid-projects/new",
  "/notes",
  "/notes/new",
  "/registers",
  "/registers/new",
  "/registers/gaps/new?kind=decision&year=2025&from=1&until=2",
  "/registers/symbols",
  "/registers/symbols/new",
  "/paper-templates",
  "/paper-templates/delegation-decision/vi",
  "/paper-templates/delegation-decision/vi/new",
  "/paper-templates/annual-report/en",
  "/notes/new?country=LA",
  "/units",
  "/reports/annual?year=2024",
  "/reports/figures/delegations_out?year=2024",
  "/reports/plan/onsite_activities",
  "/reports/units",
  "/reports/annual/freeze?year=2024",
  "/reports?year=2023",
  "/imports",
  "/imports/new",
  "/search?q=huu+nghi",
  "/me",
  "/me/tokens",
  "/me/calendar",
  "/people/keys",
  "/me/password",
  "/me/confirm",
  "/me/two-factor",
  "/me/signature",
  "/me/signatures",
  "/notifications",
  "/outbox",
  "/manual",
  "/manual?q=doan&all=yes",
  "/manual/delegations",
];
const RECORDS = [
  "/delegations?status=proposed",
  "/delegations?status=archived",
  "/activities?status=held",
  "/activities?status=planned",
  "/partners",
  "/aid-projects",
  "/units",
  "/reports?year=2023",
  // One whose report is late says so in the longest of its states.
  "/delegations?status=report_due",
  "/notes",
];

describe.each([
  ["vi", 1280, false],
  ["en", 390, true],
] as const)("in %s at %d px", (language, width, dark) => {
  test("every page of the leader is without barriers, and fits", async () => {
    const page = await enterAs(browser, address(), "leader@demo.example", { language, width, dark });
    const wrong: string[] = [];
    page.on("pageerror", (cause) => wrong.push(cause.message));
    page.on("console", (line) => line.type() === "error" && wrong.push(line.text()));
    const records = [];
    for (const list of RECORDS) records.push(await first(page, list));
    for (const path of [
      ...PAGES,
      ...records,
      `${records[0]}/approve`,
      `${records[0]}/edit`,
      `${records[0]}/return`,
      `${records[0]}/members/new`,
      `${records[3]}/hold`,
      `${records[4]}/edit`,
      `${records[7]}/figures/fngo_aid`,
      `${records[0]}/sharing`,
      `${records[0]}/sharing/change`,
      `${records[2]}/sharing`,
      `${records[0]}/history`,
    ]) {
      const answer = await page.goto(`${address()}${path}`);
      expect([path, answer?.status()]).toEqual([path, 200]);
      await expectWhole(page, path);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  }, 240_000);

  // In these months several countries celebrate on one day, and in 2024 the union did something every day.
  test("the calendar's targets are large enough in every month", async () => {
    const page = await enterAs(browser, address(), "leader@demo.example", { language, width, dark });
    for (const month of ["01", "02", "06", "09", "10", "11", "12"]) {
      const path = `/calendar?month=2024-${month}`;
      await page.goto(`${address()}${path}`);
      expect(await page.locator(".month a[href^='/countries/']").count()).toBeGreaterThan(0);
      await expectWhole(page, path);
    }
    await page.context().close();
  }, 120_000);
});

test.each([1280, 390])(
  "at %d px the administrator's page of backups is without barriers, and nobody else's",
  async (width) => {
    const page = await enterAs(browser, address(), "admin@demo.example", { language: "vi", width });
    expect((await page.goto(`${address()}/backups`))?.status()).toBe(200);
    await expectWhole(page, "/backups");
    await page.context().close();
    const other = await enterAs(browser, address(), "leader@demo.example", { language: "vi", width });
    expect((await other.goto(`${address()}/backups`))?.status()).toBe(403);
    await other.context().close();
  },
);

test.each([
  ["vi", 1280, false],
  ["en", 390, true],
] as const)(
  "in %s at %d px the steps of the set-up are without barriers, and nobody else's",
  async (language, width, dark) => {
    const page = await enterAs(browser, address(), "admin@demo.example", { language, width, dark });
    for (const step of [
      "",
      "/union",
      "/place",
      "/papers",
      "/days",
      "/facts",
      "/facts/vietnam",
      "/units",
      "/people",
      "/safety",
      "/end",
    ]) {
      const path = `/set-up${step}`;
      expect([path, (await page.goto(`${address()}${path}`))?.status()]).toEqual([path, 200]);
      await expectWhole(page, path);
    }
    await page.context().close();
    const other = await enterAs(browser, address(), "leader@demo.example", { language, width });
    expect((await other.goto(`${address()}/set-up/union`))?.status()).toBe(403);
    await other.context().close();
  },
  120_000,
);

test.each([1280, 390])("at %d px the pages of the union's settings and words are without barriers", async (width) => {
  const page = await enterAs(browser, address(), "admin@demo.example", { language: "vi", width });
  for (const path of [
    "/settings",
    "/identity",
    "/identity/edit",
    "/identity/logo",
    "/identity/words",
    "/set-up/mail",
    "/set-up/units/sheet",
    "/activities/kinds",
    "/activities/kinds/new",
  ]) {
    expect((await page.goto(`${address()}${path}`))?.status()).toBe(200);
    await expectWhole(page, path);
  }
  await page.context().close();
});

test("the sign-in page and the interface's page are without barriers", async () => {
  const page = await browser.newPage();
  for (const path of ["/sign-in", "/sign-in/forgotten", "/password/none", "/api/v1"]) {
    expect((await page.goto(`${address()}${path}`))?.status()).toBe(200);
    await expectNoBarriers(page, path);
    await expectValid(page, path);
  }
  await page.close();
});

test.each(["/activities?mine=1&year=2024", "/partners?silent=1", "/delegations?direction=incoming&year=2024"])(
  "the workbook of %s holds the rows that its page counts",
  async (list) => {
    const page = await enterAs(browser, address(), "province.hanoi@demo.example", { language: "en" });
    await page.goto(`${address()}${list}`);
    const counted = Number((await page.locator("main strong").first().textContent())?.replaceAll(/\D/g, ""));
    const [path, filter] = list.split("?");
    const csv = await (await page.request.get(`${address()}${path}/export.csv?${filter}`)).text();
    expect(counted).toBeGreaterThan(0);
    expect(csv.trim().split(/\r?\n/)).toHaveLength(counted + 1);
    await page.context().close();
  },
);

const ROLES = [
  "leader",
  "office",
  "desk.europe",
  "ngo.officer",
  "province.hanoi",
  "province.cantho",
  "association.france",
  "mission.france",
  "ministry",
  "foreign.ngo",
  "partner",
  "press",
  "auditor",
  "admin",
];
test.each(ROLES)(
  "%s enters by one click and every page of the rail opens",
  async (who) => {
    const page = await enterAs(browser, address(), `${who}@demo.example`, { width: 390, isNew: true });
    const wrong: string[] = [];
    page.on("pageerror", (cause) => wrong.push(cause.message));
    page.on("console", (line) => line.type() === "error" && wrong.push(line.text()));
    const rail = await page
      .locator("nav.rail a")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const path of [...rail, "/me", "/notifications", "/manual"]) {
      expect([path, (await page.goto(`${address()}${path}`))?.status()]).toEqual([path, 200]);
      await takenOver(page);
      expect(await page.locator("h1").count()).toBe(1);
      if (path === "/") await expectNoBarriers(page, who);
      await expectNoSidewaysScroll(page, `${who} ${path}`);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  },
  60_000,
);
