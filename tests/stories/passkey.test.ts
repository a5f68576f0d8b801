import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAs, openBrowser } from "../browser.ts";
import { address, expectNoBarriers } from "./story.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test("a passkey is added, opens the door without a password, and opens nothing once it is removed", async () => {
  const page = await enterAs(browser, address(), "auditor@demo.example", { language: "en", width: 390, isNew: true });
  const device = await page.context().newCDPSession(page);
  await device.send("WebAuthn.enable");
  await device.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${address()}/me/passkeys`);
  await page.getByLabel("Name of the device").fill("Office laptop");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("The passkey was added.").waitFor();
  expect(await page.locator("main .lines").textContent()).toContain("Office laptop");
  await expectNoBarriers(page, "passkeys");
  await page.getByLabel("Name of the device").fill("Again");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByText("This device already holds a passkey").waitFor();
  await page.getByText("The passkey was added.").waitFor({ state: "detached" });

  await page.goto(`${address()}/me`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  expect(await page.locator("header").textContent()).toContain("Cao Xuân Trường");

  await page.goto(`${address()}/me/passkeys`);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The passkey was removed.").waitFor();
  expect(await page.locator("main .lines").textContent()).toContain("No passkey yet.");
  await page.goto(`${address()}/me`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("This passkey no longer opens an account.").waitFor();
  await page.context().close();
});
