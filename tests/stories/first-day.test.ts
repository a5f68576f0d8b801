import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";
import type { Served } from "./own-server.ts";
import { endServing, serve } from "./own-server.ts";
import { digitsOf, expectNoBarriers, expectNoForeignWords, expectNoSidewaysScroll, fill } from "./story.ts";

// A stranger sets up a federation of their own, of which nobody here knew anything: choirs in Ireland. Nothing is typed but in the browser. Interface languages
// are named (names may be given in Vietnamese), and lists of all countries and clocks of the world have all of them; nothing else speaks of another country.
const MOST_STEPS = 40;
const FOREIGN = /\bViet ?Nam\b|Việt Nam|VUFO|Ha ?Noi|Hà Nội|\bDecree\b/i;

let browser: Browser;
let served: Served;
let origin = "";
let firstDoor = "";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-first-day-"));

beforeAll(async () => {
  browser = await openBrowser();
  await start();
}, 240_000);
afterAll(async () => {
  await browser.close();
  await endServing(served.process);
  removeData(folder);
});

/** As somebody starts it who has nothing yet; what the console says first is where to go. */
async function start(port?: number): Promise<void> {
  served = await serve(folder, { AMITY_DEMO: "0" }, port);
  origin = served.address;
  firstDoor = /http:\S+\/first\?key=[\w-]+/.exec(served.said())?.[0] ?? firstDoor;
}

let steps = 0;
/** Every page that was seen says nothing of another country; where one chooses among all countries or clocks of the world, they are all there. */
async function seen(page: Page) {
  const where = new URL(page.url()).pathname;
  const said = await page.evaluate(
    `(() => { const shown = document.body.cloneNode(true); shown.querySelectorAll("select, script, datalist, .box").forEach((one) => one.remove()); return shown.textContent; })()`,
  );
  expect([where, FOREIGN.exec(`${String(said)} ${await page.title()}`)?.[0]]).toEqual([where, undefined]);
  // At the door the other language is offered by its own name.
  if (!/^\/(?:first|sign-in|invitation)/.test(where)) await expectNoForeignWords(page, where);
}

/** One thing that somebody does: an address opened, a link or a button pressed; the fields of a page are filled within it. */
async function step(page: Page, act: () => Promise<unknown>, fields: Record<string, string> = {}) {
  await fill(page, fields);
  await act();
  steps += 1;
  await page.waitForLoadState("load");
  await seen(page);
}
const go = (page: Page, address: string) =>
  step(page, () => page.goto(address.startsWith("http") ? address : `${origin}${address}`));
const follow = (page: Page, name: string | RegExp) =>
  step(page, () => page.locator("main").getByRole("link", { name, exact: true }).first().click());
/** Sends the page and waits for where it leads. */
const send = (page: Page, name: string, to: RegExp, fields: Record<string, string> = {}) =>
  step(
    page,
    async () => {
      await page.getByRole("button", { name, exact: true }).last().click();
      await page.waitForURL(to, { timeout: 60_000 }).catch(async (cause: unknown) => {
        throw new Error(`${page.url()}: ${(await page.locator("main").innerText()).slice(0, 900)}`, { cause });
      });
    },
    fields,
  );

const newPage = async (width = 1280) => {
  const context = await browser.newContext({ locale: "en", viewport: { width, height: 900 } });
  const page = await context.newPage();
  await context.addCookies([{ name: "amity_language", value: "en", url: origin }]);
  return page;
};

const PASSWORD = "fourteen singers";
const union = {
  union: "Federation of Irish Choirs",
  name: "Nora Byrne",
  email: "nora@choirs.example",
  password: PASSWORD,
};

test("a stranger sets up a federation of their own, and sends its first report", { timeout: 240_000 }, async () => {
  const nora = await newPage();
  await go(nora, firstDoor);
  await send(nora, "Create the administrator", /sign-in/, union);
  // Who administers a union owes a second step before anything else.
  await send(nora, "Sign in", /me\/two-factor/, { email: union.email, password: PASSWORD });
  await step(nora, () => nora.getByRole("button", { name: "Begin", exact: true }).last().click());
  const secret = (await nora.locator("#secret").textContent()) ?? "";
  await nora.getByLabel("Six digits").fill(digitsOf(secret));
  await step(nora, () => nora.getByRole("button", { name: "Confirm the code", exact: true }).click());
  await nora.getByText("Two-step sign-in is on.").waitFor();
  // Whoever had to set it up is led on to what waits.
  expect(new URL(nora.url()).pathname).toBe("/set-up");
  const isOpen = nora.locator("main li", { hasText: "Open" });
  expect(await isOpen.count()).toBe(6);
  await expectNoBarriers(nora, "/set-up");
  await follow(nora, "Go on: The union");
  await expectNoBarriers(nora, "/set-up/union");
  await send(nora, "Save and go on", /set-up\/place/, {
    short_name: "Choirs",
    seal: "IC",
    seat: "Cork",
    accent: "#0b5f3a",
  });
  await expectNoBarriers(nora, "/set-up/place");
  // Papers in English have one layout: nothing is asked of it.
  await nora.getByText("Papers in English are plain").waitFor();
  await send(nora, "Save and go on", /set-up\/facts/, { country: "IE", currency: "EUR" });
  await expectNoBarriers(nora, "/set-up/facts");
  await follow(nora, "Go on: Units");
  await expectNoBarriers(nora, "/set-up/units");
  await send(nora, "Add these units", /set-up\/people/, { lines: "Munster\n  Cork Choral Society\nLeinster" });
  await expectNoBarriers(nora, "/set-up/people");

  const invite = async (name: string, email: string, unit: string, role: string) => {
    await follow(nora, "Invite");
    const unit_id = await nora.locator("#unit_id option", { hasText: unit }).getAttribute("value");
    const values = { name, email, unit_id: unit_id ?? "", role };
    await step(nora, () => nora.getByRole("button", { name: "Invite", exact: true }).last().click(), values);
    await nora.getByText("Invitation created").first().waitFor();
    return (
      (await nora
        .locator("main code, main input[readonly]")
        .first()
        .evaluate((one) => (one as HTMLInputElement).value || one.textContent)) ?? ""
    );
  };
  const link = await invite("Aoife Walsh", "aoife@choirs.example", "Cork Choral Society", "unit_officer");
  await go(nora, "/set-up/people");
  await invite("Liam Daly", "liam@choirs.example", "Leinster", "unit_officer");

  const aoife = await newPage(390);
  await go(aoife, link);
  await send(aoife, "Accept the invitation", /sign-in/, { password: PASSWORD });
  await send(aoife, "Sign in", /\/$/, { email: "aoife@choirs.example", password: PASSWORD });
  await expectNoSidewaysScroll(aoife, "Today of the first officer");

  await go(nora, "/set-up/safety");
  await expectNoBarriers(nora, "/set-up/safety");
  // Backups are planned; of mail somebody has to say that there is none.
  await follow(nora, "No mail here");
  await send(nora, "No mail here", /set-up\/safety/);
  // What a unit did is entered by whoever works there: an administrator writes no activities.
  await go(aoife, "/imports/new");
  const sheet = writeWorkbook([
    ["Title", "Date", "Country", "Participants"],
    ["Choirs of two shores", addDays(today(), -20), "Wales", "60"],
    ["Spring concert with guests of Brittany", addDays(today(), -10), "France", "120"],
  ]);
  const buffer = Buffer.from(sheet);
  await aoife.locator("#file").setInputFiles({ name: "concerts.xlsx", mimeType: "application/octet-stream", buffer });
  await send(aoife, "Try without writing", /imports\/[0-9a-f-]{36}$/);
  await follow(aoife, "Enter the rows");
  await send(aoife, "Enter the rows", /imports\/[0-9a-f-]{36}/);
  await aoife.getByText("Recorded", { exact: true }).first().waitFor();

  await go(aoife, "/reports/annual");
  await follow(aoife, "Freeze the report");
  await send(aoife, "Freeze the report", /reports\/[0-9a-f-]{36}/);
  await aoife.getByText("Report frozen.").waitFor();
  expect(await aoife.locator("main").textContent()).toContain("Cork Choral Society");

  await go(nora, "/set-up");
  expect(await nora.getByText("Done", { exact: true }).count()).toBe(6);
  await follow(nora, "Finish the set-up");
  await send(nora, "Finish the set-up", /\/\?did=set_up_ended/);
  await nora.getByText("The set-up is put away.").waitFor();
  expect(await nora.getByText("The set-up is not finished.").count()).toBe(0);
  expect(steps).toBeLessThanOrEqual(MOST_STEPS);
  console.log(`first day: ${steps} steps`);

  // Steps stay open, a second window shows what stands, and a start that is killed loses nothing.
  const second = await nora.context().newPage();
  await second.goto(`${origin}/set-up/units`);
  await second.locator("#lines").fill("Munster\n  Cork Choral Society\nLeinster");
  await second.getByRole("button", { name: "Add these units", exact: true }).click();
  await second.waitForURL(/set-up\/people/);
  await endServing(served.process, "SIGKILL");
  await start(Number(new URL(origin).port));
  await second.goto(`${origin}/units?open=all`);
  expect(await second.locator("main").textContent()).toMatch(/4 units/);
  expect((await aoife.goto(`${origin}/set-up`))?.status()).toBe(403);
});
