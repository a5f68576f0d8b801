import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { readPdf } from "../pdf-text.ts";
import { TRICKY, squeezed } from "../tricky-texts.ts";
import { wordText } from "../word-text.ts";
import { address, expectNoSidewaysScroll, inDays } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** As long as a title may be, with nothing to break at. */
const LONG = `Dài${"đ".repeat(290)}`;

/** Sends a call as whoever is signed in on the page. */
async function send(page: Page, path: string, data: object): Promise<string> {
  const answer = await page.request.post(`${address()}/api/v1/${path}`, { data, headers: { origin: address() } });
  expect([path, answer.status(), answer.ok() ? "" : await answer.text()]).toEqual([path, 201, ""]);
  return ((await answer.json()) as { id: string }).id;
}

describe("a word of three hundred letters", () => {
  test.each([390, 1280])("is no wider than a screen of %i", async (width) => {
    const page = await enterAs(browser, address(), "desk.europe@demo.example", { width });
    const title = `${LONG}${width}`;
    const partner = await send(page, "partners", {
      ...{ kind: "university", name: title, country_iso2: "FR", city: LONG.slice(0, 120), next_step: LONG },
      ...{
        fields: LONG,
        introduced_by: LONG.slice(0, 200),
        officer_name: LONG.slice(0, 120),
        position: LONG.slice(0, 200),
      },
    });
    const visit = await send(page, "delegations", {
      ...{ direction: "outgoing", title, countries: ["FR"], departs_on: inDays(40), returns_on: inDays(44) },
      ...{
        purpose: LONG,
        host: LONG,
        cities: LONG,
        head_name: LONG.slice(0, 200),
        legal_basis: LONG,
        invitation_from: LONG,
      },
    });
    const held = await send(page, "activities", {
      ...{
        kind: "visit",
        title,
        starts_on: inDays(-3),
        countries: ["FR"],
        place: LONG,
        result: LONG,
        partner_ids: [partner],
      },
      was_held: true,
    });
    await page.goto(`${address()}/delegations/${visit}/members/new`);
    for (const field of ["name", "position", "home"]) await page.locator(`#${field}`).fill(LONG.slice(0, 200));
    await page.locator("#role").selectOption("head");
    await page.locator("#form button").last().click();
    await page.waitForURL(/did=part_added/);
    const named = encodeURIComponent(title);
    const pages = [
      ...["", "/partners", "/delegations", "/activities", "/search", "/history", "/manual"].map(
        (list) => `${list}?q=${named}`,
      ),
      ...[`/partners/${partner}`, `/delegations/${visit}`, `/activities/${held}`, "/countries/FR", "/notifications"],
      ...[`/partners/${partner}/edit`, `/delegations/${visit}/edit`, `/delegations/${visit}/propose`],
      ...[`/delegations/${visit}/members/new`, `/delegations/${visit}/meetings/new`, `/activities/${held}/edit`],
    ];
    const wide: unknown[] = [];
    for (const path of pages) {
      const answer = await page.goto(`${address()}${path}`);
      const over = await page.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth);
      if (over > 0 || answer?.status() !== 200) wide.push([path.slice(0, 60), answer?.status(), over]);
      if (process.env.AMITY_PICTURES)
        await page.screenshot({
          path: `${process.env.AMITY_PICTURES}/${width}${path.replaceAll("/", "_").slice(0, 40)}.png`,
          fullPage: true,
        });
    }
    expect(wide).toEqual([]);
    await page.context().close();
  });
});

/** As many texts as fit into a section of a report, each behind its number. */
const SECTIONS = ["context", "high_level", "research", "information", "overseas", "economic", "emulation", "limits"];
const EACH = Math.ceil(TRICKY.length / SECTIONS.length);
const bodies = SECTIONS.map((_, at) => {
  const texts = TRICKY.slice(at * EACH, (at + 1) * EACH).map((text, index) => `§${at * EACH + index}§\n${text}`);
  return `${texts.join("\n")}\n§§`;
});
const textsIn = (said: string) =>
  TRICKY.map((_, index) =>
    said
      .slice(said.indexOf(`§${index}§`))
      .split(/§\d*§/)[1]
      ?.trim(),
  );

test("a hundred tricky texts say the same on the page, in Word and as PDF", async () => {
  const page = await enterAs(browser, address(), "office@demo.example");
  for (const [at, section] of SECTIONS.entries()) {
    await page.goto(`${address()}/reports/annual/text?year=2016&section=${section}`);
    await page.locator("#body").fill(bodies[at] ?? "");
    await page.locator("#form button").last().click();
    await page.waitForURL(/\/reports\/annual\?/);
  }
  await page.goto(`${address()}/reports/annual?year=2016`);
  const shown = textsIn((await page.locator(".written").allInnerTexts()).join("\n"));
  expect(shown).toEqual(TRICKY);
  const file = async (name: string) =>
    (await page.request.get(`${address()}/reports/annual/report.${name}?year=2016`)).body();
  const [word, pdf] = [await file("docx"), await file("pdf")];
  expect(textsIn(wordText(word).join("\n"))).toEqual(TRICKY);
  const set = readPdf(pdf);
  expect([textsIn(set.lines.join("\n")).map((text) => squeezed(text ?? "")), set.missing]).toEqual([
    TRICKY.map(squeezed),
    0,
  ]);
  await expectNoSidewaysScroll(page, "report");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page, "report on a phone");
  await page.context().close();
});
