import { createHmac } from "node:crypto";
import fs from "node:fs";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { addDays, today } from "#platform/time.ts";
import { withScript } from "../browser.ts";

const AXE = fs.readFileSync("node_modules/axe-core/axe.min.js", "utf8");

export const address = () => process.env.AMITY_ADDRESS ?? "";

type Found = { violations: { id: string; help: string; nodes: { html: string }[] }[] };

/** WCAG 2.2 AA on the page as it stands. */
export async function expectNoBarriers(page: Page, where: string) {
  const found = await withScript(page, async () => {
    await page.evaluate(AXE);
    return page.evaluate(() =>
      (window as unknown as { axe: { run: (options: object) => Promise<Found> } }).axe.run({
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        // Of what is right nobody reads where it stands.
        resultTypes: ["violations"],
      }),
    );
  });
  const said = found.violations.map((one) => `${where}: ${one.id} ${one.help} ${one.nodes[0]?.html.slice(0, 160)}`);
  expect(said).toEqual([]);
}

/** The application's script has taken the page over, where it has one: the framework's own place for what it reads aloud comes last. */
export async function takenOver(page: Page) {
  if ((await page.locator("link[rel=modulepreload]").count()) > 0)
    await page.locator("#svelte-announcer").waitFor({ state: "attached" });
}

/** The records a list shows: not the sentence that says there are none, nor the heads of groups. */
export const listed = (page: Page) => page.locator("main tbody tr:has(td:not([colspan]))");

/** A day so many days from now, by the clock of the application, which the run may have set. */
export const inDays = (days: number) => addDays(today(), days);

/** The six digits an authenticator shows now (RFC 6238). */
export function digitsOf(secret: string): string {
  const bits = [...secret.replaceAll(/[= ]/g, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(moment).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Ticks a value of a chooser, whose boxes lie hidden where one types above them; the story of the choosers types. */
export const choose = (page: Page, field: string, value: string) =>
  page
    .locator(`:is([name="${field}"], [name="${field}[]"])[value="${value}"]`)
    .evaluate((box: HTMLInputElement) => box.checked || box.click());

/** Fills the fields of a form by their names, as each kind of field wants it. */
export async function fill(page: Page, fields: Record<string, string | string[] | boolean>) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#${name}`);
    if (Array.isArray(value)) for (const one of value) await choose(page, name, one);
    else if (typeof value === "boolean") await field.setChecked(value);
    else {
      const tag = await field.evaluate((one) => one.tagName);
      if (tag === "FIELDSET") await choose(page, name, value);
      else await (tag === "SELECT" ? field.selectOption(value) : field.fill(value));
    }
  }
}

/** What a field offers, in the order of its list: a chooser's, or one of few. */
export const offeredBy = (page: Page, field: string) =>
  page
    .locator(`[id="${field}"] :is(.box input, option)`)
    .evaluateAll((offered) => offered.map((one) => (one as HTMLInputElement).value).filter(Boolean));

/** Nothing may stick out at the side: people do not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page, where: string) {
  // A locator waits for the page that is still on its way.
  const wide = await page.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth);
  expect([where, Math.max(0, wide)]).toEqual([where, 0]);
}

/** What the program itself says, on a page in English, says no Vietnamese; records keep the language they were written in. */
export async function expectNoForeignWords(page: Page, where: string) {
  const said = await page
    .locator("main :is(label > span, .field > label, legend, button, th, dt, h2):not(.box *), nav.rail a, nav.bar a")
    .allTextContents();
  const foreign = said.filter((words) => /[ăđơưạ-ỹ]/i.test(words));
  expect([where, ...foreign]).toEqual([where]);
}
