import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, digitsOf } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Each code opens once, so the next sign-in waits for the next one. */
async function nextDigits(page: Page, secret: string, before: string): Promise<string> {
  for (let digits = digitsOf(secret); ; digits = digitsOf(secret)) {
    if (digits !== before) return digits;
    await page.waitForTimeout(500);
  }
}

test("a second step is switched on, asked for at the next sign-in by a code or a backup code, and switched off", async () => {
  const page = await enterAs(browser, address(), "press@demo.example", { language: "en", isNew: true });
  await page.goto(`${address()}/me/two-factor`);
  await press(page, "Begin");
  await page.getByRole("img", { name: "Square to scan" }).waitFor();
  const secret = (await page.locator("#secret").textContent()) ?? "";
  const backup = (await page.locator("#backup-codes code").first().textContent()) ?? "";
  const first = digitsOf(secret);
  await page.getByLabel("Six digits").fill(first);
  await press(page, "Confirm the code");
  await page.getByText("Two-step sign-in is on.").waitFor();
  await press(page, "Sign out");
  await page.locator('button[name=as][value="press@demo.example"]').click();
  await page.waitForURL(/sign-in\/code/);
  await page.getByLabel("Six digits").fill("000000");
  await press(page, "Sign in");
  await page.getByText("The code is wrong, was used or has expired.").waitFor();
  await page.getByLabel("Six digits").fill(await nextDigits(page, secret, first));
  await press(page, "Sign in");
  await page.waitForURL(`${address()}/`);
  await page.goto(`${address()}/me`);
  await press(page, "Sign out");
  await page.locator('button[name=as][value="press@demo.example"]').click();
  await page.getByLabel("Six digits").fill(backup.toUpperCase());
  await press(page, "Sign in");
  await page.waitForURL(`${address()}/`);
  await page.goto(`${address()}/me/two-factor`);
  await page.getByText("Backup codes left: 9.").waitFor();
  await page.goto(`${address()}/me/two-factor/off`);
  await press(page, "Turn two-step sign-in off");
  expect(await page.getByText("Two-step sign-in is off.").textContent()).toBeTruthy();
  await page.context().close();
});
