import fs from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { enterAs, openBrowser } from "../browser.ts";
import { address, choose, fill, offeredBy } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const enter = (who: string) => enterAs(browser, address(), `${who}@demo.example`, { script: false });
const inDays = (days: number) => addDays(today(), days);
/** Longer than any field takes, so that every form refuses it. */
const TOO_LONG = `\n  Dòng một <b>"&amp;\n\nđường\n${"x".repeat(20_500)}`;
const SEVERAL_LINES = `Mục đích <một> & "hai"\n\n- Đường Nguyễn Văn Linh\n- số 5`;

/** Sends past the browser's own checks; without script the refusal is a whole new page. */
async function send(page: Page, status: number) {
  await page.locator("#form").evaluate((form: HTMLFormElement) => (form.noValidate = true));
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.locator("#form button").last().click();
  expect([page.url(), (await answered).status()]).toEqual([page.url(), status]);
  await page.waitForLoadState();
}

async function newDelegation(page: Page, direction = "outgoing"): Promise<string> {
  await page.goto(`${address()}/delegations/new?direction=${direction}`);
  await page.locator("#title").fill("Đoàn giữ chữ");
  await choose(page, "countries", "BG");
  await page.locator("#departs_on").fill(inDays(40));
  await page.locator("#returns_on").fill(inDays(44));
  await page.locator("#purpose").fill(SEVERAL_LINES);
  await send(page, 303);
  return new URL(page.url()).pathname;
}

const firstLink = async (page: Page, path: string, selector: string) => {
  await page.goto(`${address()}${path}`);
  return (await page.locator(selector).first().getAttribute("href")) ?? "";
};

/** The record that was granted to somebody outside the union, with something said about it that waits to be settled. */
async function granted(who: string): Promise<string> {
  const page = await enter(who);
  const record = await firstLink(page, "/", "#granted ~ ul a");
  await page.goto(`${address()}${record}/${who === "partner" ? "suggest" : "statements/new"}`);
  if (who !== "partner") await page.locator("#amount_usd").fill("1200");
  await page.locator("#body").fill(SEVERAL_LINES);
  await send(page, 303);
  await page.context().close();
  return record;
}

/** Every form with a field of several lines, and who opens it; the file is where its field is written. */
const FORMS: [file: string, who: string, path: (page: Page) => Promise<string>][] = [
  [
    "delegations/[delegationId]/talking-points/+page",
    "desk.europe",
    async (page) => `${await newDelegation(page)}/talking-points`,
  ],
  [
    "delegations/[delegationId]/accounts/+page",
    "office",
    async (page) => `${await firstLink(page, "/delegations?status=reported", "main tbody td a")}/accounts`,
  ],
  ["NameFields", "desk.europe", async () => "/partners/new"],
  ["NameFields", "office", async () => "/units/new"],
  ["NameFields", "desk.europe", async (page) => `${await newDelegation(page)}/programme/new`],
  ["delegations/FactFields", "desk.europe", async () => "/delegations/new"],
  ["delegations/FactFields", "desk.europe", async (page) => `${await newDelegation(page)}/edit`],
  ...(["return", "refuse", "ask", "cancel", "postpone"] as const).map((step): (typeof FORMS)[number] => [
    "StepPage",
    "leader",
    async (page) => `${await firstLink(page, "/delegations?status=proposed", "main tbody td a")}/${step}`,
  ]),
  [
    "delegations/[delegationId]/[step=delegation_step]/+page",
    "leader",
    async (page) => `${await firstLink(page, "/delegations?status=report_due", "main tbody td a")}/report`,
  ],
  [
    "delegations/[delegationId]/[step=delegation_step]/+page",
    "leader",
    async (page) => `${await firstLink(page, "/delegations?status=reported", "main tbody td a")}/edit-report`,
  ],
  [
    "delegations/[delegationId]/requests/new/+page",
    "desk.europe",
    async (page) => `${await newDelegation(page)}/requests/new`,
  ],
  [
    "delegations/requests/[requestId]/[act=request_act]/+page",
    "office",
    async (page) =>
      `${await firstLink(page, "/delegations/requests?side=asking&state=answered", "main tbody td a[href*='/requests/']")}/settle`,
  ],
  [
    "delegations/requests/[requestId]/withdraw/+page",
    "office",
    async (page) =>
      `${await firstLink(page, "/delegations/requests?side=asking&state=open", "main tbody td a[href*='/requests/']")}/withdraw`,
  ],
  ["delegations/HostingFields", "desk.europe", async (page) => `${await newDelegation(page, "incoming")}/hostings/new`],
  [
    "delegations/hostings/[hostingId]/+page",
    "province.cantho",
    (page) => firstLink(page, "/?all=due", "a[href^='/delegations/hostings/']"),
  ],
  ["delegations/[delegationId]/PartFields", "desk.europe", async (page) => `${await newDelegation(page)}/meetings/new`],
  [
    "delegations/[delegationId]/commitments/new/+page",
    "leader",
    async (page) => `${await firstLink(page, "/delegations?status=reported", "main tbody td a")}/commitments/new`,
  ],
  [
    "delegations/commitments/[commitmentId]/+page",
    "leader",
    async (page) => {
      const record = await firstLink(page, "/delegations?status=reported", "main tbody td a");
      await page.goto(`${address()}${record}/commitments/new`);
      await page.locator("#content").fill("Gửi kế hoạch");
      await page.locator("#due_on").fill(inDays(30));
      await choose(page, "lead_unit_id", (await offeredBy(page, "lead_unit_id"))[0] ?? "");
      await send(page, 303);
      return (await page.locator("a[href^='/delegations/commitments/']").first().getAttribute("href")) ?? "";
    },
  ],
  [
    "delegations/requests/[requestId]/+page",
    "ministry",
    (page) => firstLink(page, "/", "#asked ~ ul a[href*='/requests/']"),
  ],
  [
    "aid-projects/[projectId]/statements/StatementFields",
    "foreign.ngo",
    async (page) => `${await firstLink(page, "/", "#granted ~ ul a[href^='/aid-projects/']")}/statements/new`,
  ],
  [
    "aid-projects/[projectId]/statements/StatementFields",
    "foreign.ngo",
    async (page) => firstLink(page, "/", "a[href^='/aid-projects/'][href$='/again']"),
  ],
  [
    "aid-projects/[projectId]/statements/[statementId]/+page",
    "ngo.officer",
    async (page) => firstLink(page, await granted("foreign.ngo"), "a[href*='/statements/']:not([href$=new])"),
  ],
  [
    "StepPage",
    "leader",
    async (page) => `${await firstLink(page, "/activities?status=planned", "main tbody td a")}/cancel`,
  ],
  [
    "activities/[activityId]/Step",
    "leader",
    async (page) => `${await firstLink(page, "/activities?status=held", "main tbody td a")}/correct`,
  ],
  ["StepPage", "leader", async (page) => `${await firstLink(page, "/partners", "main tbody td a")}/close`],
  [
    "partners/[partnerId]/[step=partner_step]/+page",
    "partner",
    async (page) => `${await firstLink(page, "/", "#granted ~ ul a")}/suggest`,
  ],
  [
    "partners/[partnerId]/suggestions/[suggestionId]/+page",
    "association.france",
    async (page) => firstLink(page, await granted("partner"), "a[href*='/suggestions/']"),
  ],
  ["notes/NoteFields", "office", async () => "/notes/new?country=LA"],
  ["notes/NoteFields", "office", async (page) => `${await firstLink(page, "/notes", "main tbody td a")}/edit`],
  ["identity/words/+page", "admin", async () => "/identity/words"],
  ["set-up/units/+page", "admin", async () => "/set-up/units"],
  ["set-up/days/+page", "admin", async () => "/set-up/days"],
  ["facts/FactFields", "admin", async () => "/facts/relations/new"],
  [
    "reports/annual/text/+page",
    "office",
    (page) => firstLink(page, "/reports/annual?year=2024", "main a[href*='/reports/annual/text']"),
  ],
];

/** Sent from another page than the one that answers. */
const SENT_ON = "delegations/[delegationId]/SendBack";

test("why a paper is given back is found after a refusal, where it is asked again, without script", async () => {
  const page = await enter("leader");
  const record = await firstLink(page, "/delegations?status=proposed", "main tbody td a");
  await page.goto(`${address()}${record}/approve`);
  const form = page.locator(`form[action="${record}/return"]`);
  await form.locator("textarea").evaluate((field: HTMLTextAreaElement, text) => (field.value = text), TOO_LONG);
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await form.evaluate((sent: HTMLFormElement) => {
    sent.noValidate = true;
    sent.requestSubmit();
  });
  expect((await answered).status()).toBe(422);
  await page.waitForLoadState();
  expect(await page.locator("#form textarea").inputValue()).toBe(TOO_LONG);
  await page.context().close();
}, 60_000);

test("every form with a field of several lines is in this story", () => {
  const there = ["src/routes/(desk)", "src/ui"].flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      // What the demo shows of the parts is sent nowhere.
      .filter((name) => name.endsWith(".svelte") && !name.startsWith("design/"))
      .filter((name) => fs.readFileSync(`${folder}/${name}`, "utf8").includes('type="textarea"')),
  );
  expect([...new Set([SENT_ON, ...FORMS.map(([file]) => file)])].map((file) => `${file}.svelte`).toSorted()).toEqual(
    there.toSorted(),
  );
});

test.each(FORMS)(
  "%s: %s finds what was typed after a refusal, without script",
  async (_file, who, find) => {
    const page = await enter(who);
    const path = await find(page);
    expect([path, (await page.goto(`${address()}${path}`))?.status()]).toEqual([path, 200]);
    const fields = page.locator("#form textarea");
    const count = await fields.count();
    expect(count).toBeGreaterThan(0);
    // Two too long are two thirds of what a form may bring at once; a form of forty has the others short.
    const typed = (index: number) => (index < 2 ? TOO_LONG : SEVERAL_LINES);
    for (let index = 0; index < count; index += 1) await fields.nth(index).fill(typed(index));
    await send(page, 422);
    for (let index = 0; index < count; index += 1) expect(await fields.nth(index).inputValue()).toBe(typed(index));
    await page.context().close();
  },
  60_000,
);

test("editing a record without touching its text leaves the text as it was, without script", async () => {
  const page = await enter("desk.europe");
  const record = await newDelegation(page);
  for (let round = 0; round < 2; round += 1) {
    await page.goto(`${address()}${record}/edit`);
    expect(await page.locator("#purpose").inputValue()).toBe(SEVERAL_LINES);
    await page.locator("#cities").fill(`Sofia ${round}`);
    await send(page, 303);
  }
  await page.goto(`${address()}${record}/meetings/new`);
  await fill(page, { partner_id: (await offeredBy(page, "partner_id"))[0] ?? "" });
  await page.locator("#on_date").fill(inDays(41));
  await page.locator("#note").fill(SEVERAL_LINES);
  await send(page, 303);
  const change = (await page.locator("a[href*='/change/meeting/']").first().getAttribute("href")) ?? "";
  await page.goto(`${address()}${change}`);
  expect(await page.locator("#note").inputValue()).toBe(SEVERAL_LINES);
  await page.context().close();
}, 60_000);

test("a partner's names by language stand each in its field, and are kept, without script", async () => {
  const page = await enter("desk.europe");
  const names = { name: "Дружба", name_vi: "Hữu nghị", name_en: "Friendship", name_in: "fr: Amitié\nlo: ມິດຕະພາບ" };
  await page.goto(`${address()}/partners/new`);
  for (const [field, name] of Object.entries(names)) await page.locator(`#${field}`).fill(name);
  await page.locator("#kind").selectOption("foundation");
  await choose(page, "country_iso2", "BG");
  await send(page, 303);
  const record = new URL(page.url()).pathname;
  expect(await page.locator("main").innerText()).toContain("Hữu nghị");
  for (let round = 0; round < 2; round += 1) {
    await page.goto(`${address()}${record}/edit`);
    for (const [field, name] of Object.entries(names)) expect(await page.locator(`#${field}`).inputValue()).toBe(name);
    await page.locator("#city").fill(`Sofia ${round}`);
    await send(page, 303);
  }
  await page.context().close();
}, 60_000);

test("a paragraph of the report stands in its form when it is opened again, with and without script", async () => {
  const page = await enter("office");
  const path = await firstLink(page, "/reports/annual?year=2024", "main a[href*='/reports/annual/text']");
  await page.goto(`${address()}${path}`);
  await page.locator("#body").fill(SEVERAL_LINES);
  await send(page, 303);
  await page.goto(`${address()}${path}`);
  expect(await page.locator("#body").inputValue()).toBe(SEVERAL_LINES);
  const scripted = await enterAs(browser, address(), "office@demo.example");
  await scripted.goto(`${address()}${path}`);
  await scripted.waitForLoadState("networkidle");
  expect(await scripted.locator("#body").inputValue()).toBe(SEVERAL_LINES);
  for (const one of [page, scripted]) await one.context().close();
}, 60_000);
