import fs from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers, expectNoSidewaysScroll } from "./story.ts";

// People outside the union walk in French through whatever they reach: no page is left half in another language.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Words = Record<string, string | [{ match: Record<string, string> }]>;
const textsOf = (language: string) =>
  Object.values(JSON.parse(fs.readFileSync(`messages/${language}.json`, "utf8")) as Words).flatMap((word) =>
    typeof word === "string" ? [word] : Object.values(word[0].match),
  );
/** How a text begins: so many letters tell which few of the thousands it can be. */
const beginning = (text: string) => text.slice(0, 5);
/** The sentences and labels of the other languages that French does not have too, by how they begin; what begins with a name may be a record's own words. */
function foreign(): Map<string, RegExp[]> {
  const own = new Set(textsOf("fr"));
  const others = new Set(["vi", "en"].flatMap((language) => textsOf(language)).filter((text) => !own.has(text)));
  const found = new Map<string, RegExp[]>();
  for (const text of others) {
    const parts = text.split(/\{\w+\}/);
    if ((parts[0] ?? "").trim().length < 5) continue;
    const pieces = parts.map((piece) => piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
    found.set(beginning(text), [...(found.get(beginning(text)) ?? []), new RegExp(`^${pieces.join(".+")}$`)]);
  }
  return found;
}
const FOREIGN = foreign();
const isForeign = (line: string) => FOREIGN.get(beginning(line))?.some((one) => one.test(line)) ?? false;

/** Every line of the page that is in no other language by a mark of its own, beside the names of records. */
async function linesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const lines: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: holder, textContent } = walker.currentNode;
      const text = (textContent ?? "").replaceAll(/\s+/g, " ").trim();
      if (text && holder && !holder.closest("script, style, button[name=as], [lang]:not(html):not([lang=fr])"))
        lines.push(text);
    }
    for (const one of document.querySelectorAll("[aria-label], [placeholder], [title]"))
      if (!one.closest("[lang]:not(html):not([lang=fr])"))
        for (const name of ["aria-label", "placeholder", "title"]) lines.push(one.getAttribute(name)?.trim() ?? "");
    return [...lines.filter(Boolean), document.title.split(" · ")[0] ?? ""];
  });
}

async function expectFrench(page: Page, where: string): Promise<void> {
  expect([where, await page.locator("html").getAttribute("lang")]).toEqual([where, "fr"]);
  const lines = await linesOf(page);
  expect(lines.filter(isForeign).map((line) => `${where}: ${line}`)).toEqual([]);
}

describe.each([
  [1280, false],
  [390, true],
] as const)("at %d px", (width, dark) => {
  test("the way in is in French for a browser that asks for it", async () => {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      colorScheme: dark ? "dark" : "light",
      locale: "fr-FR",
    });
    const page = await context.newPage();
    for (const path of ["/sign-in", "/sign-in/forgotten", "/invitation/nothing", "/password/nothing", "/nowhere"]) {
      await page.goto(`${address()}${path}`);
      await expectFrench(page, path);
      await expectNoBarriers(page, path);
      await expectNoSidewaysScroll(page, path);
    }
    await page.goto(`${address()}/sign-in`);
    await page.locator("#email").fill("personne@monde.example");
    await page.locator("#password").fill("un mot de passe");
    await page.getByRole("button", { name: "Se connecter", exact: true }).click();
    await page.getByText("L’adresse de courriel ou le mot de passe est inexact. Saisissez-les de nouveau.").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Français" }).click();
    expect(await page.locator("h1").textContent()).toBe("Connexion");
    await context.close();
  });

  test.each(["partner", "foreign.ngo", "ministry"])(
    "%s finds French on every page",
    async (who) => {
      const page = await enterAs(browser, address(), `${who}@demo.example`, { language: "fr", width, dark });
      const seen = new Set<string>();
      const ahead = [
        "/",
        "/me",
        "/me/password",
        "/me/two-factor",
        "/me/passkeys",
        "/me/tokens",
        "/notifications",
        "/manual",
      ];
      // A list and one record of each kind stand for all: so many pages has the walk, and so many a person.
      while (ahead.length > 0 && seen.size < 28) {
        const path = ahead.shift() ?? "/";
        const kind = path.replaceAll(/[\da-f-]{36}|\/[A-Z]{2}(?=$|\/)/g, "#").split("?")[0] ?? "";
        if (seen.has(kind)) continue;
        seen.add(kind);
        const answer = await page.goto(`${address()}${path}`);
        if (!answer?.headers()["content-type"]?.includes("html") || answer.status() >= 400) continue;
        if (!path.startsWith("/me/")) await expectNoSidewaysScroll(page, path);
        await expectFrench(page, path);
        if (seen.size % 4 === 1) await expectNoBarriers(page, path);
        const links = await page
          .locator("main a[href^='/'], nav a[href^='/']")
          .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
        ahead.push(...links.filter((href) => !/\.\w{3,4}(\?|$)|#|\/export/.test(href)));
      }
      expect(seen.size).toBeGreaterThan(14);
      await page.context().close();
    },
    240_000,
  );
});

test("a partner asks for a correction in French, and chooses the language of letters", async () => {
  const page = await enterAs(browser, address(), "partner@demo.example", { language: "fr", width: 390 });
  await page.locator("#granted ~ ul a").first().click();
  await page.getByRole("link", { name: "Demander une rectification" }).click();
  await page.getByLabel("Rectification demandée").fill("La présidente est désormais Mme Rivière.");
  await page.getByRole("button", { name: "Envoyer la demande" }).click();
  expect(await page.getByRole("status").textContent()).toContain("Votre demande a été envoyée");
  await page.goto(`${address()}/me`);
  const own = page.locator("section", { has: page.locator("#language") });
  // The account of the demo reads French already.
  await own.getByRole("button", { name: "English" }).click();
  expect(await page.getByRole("status").textContent()).toContain("The language is kept.");
  await own.getByRole("button", { name: "Français" }).click();
  expect(await page.getByRole("status").textContent()).toContain("La langue est enregistrée.");
  await page.context().close();
});
