import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import chromium from "@sparticuz/chromium";
import type { Browser, CDPSession, Page } from "playwright-core";
import { chromium as playwright } from "playwright-core";
import { execFileSync } from "node:child_process";

/** A headless Chromium out of npm; it brings the libraries that a bare system lacks. */
export async function openBrowser(): Promise<Browser> {
  const folder = await unpackBrowser();
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--headless=shell",
  ];
  const libraries = [path.join(folder, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return playwright.launch({
    executablePath: process.env.AMITY_BROWSER ?? path.join(folder, "chromium"),
    args,
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
}

const PACKAGE = "node_modules/@sparticuz/chromium";

/** The folder where the browser lies unpacked, once for each account and version; several clones may ask at once. */
export async function unpackBrowser(
  shared = path.join(os.tmpdir(), `amity-browser-${process.getuid?.() ?? 0}`),
): Promise<string> {
  const { version } = JSON.parse(fs.readFileSync(`${PACKAGE}/package.json`, "utf8")) as { version: string };
  const folder = path.join(shared, version);
  if (fs.existsSync(folder)) return folder;
  fs.mkdirSync(shared, { recursive: true, mode: 0o700 });
  // A program that is still being written cannot be started, so each unpacks for itself and the first one's becomes everybody's.
  const own = fs.mkdtempSync(path.join(shared, "unpacking-"));
  await unpackChromium(own);
  unpackLibraries(own);
  try {
    fs.renameSync(own, folder);
  } catch (cause) {
    fs.rmSync(own, { recursive: true });
    if (!fs.existsSync(folder)) throw cause;
  }
  return folder;
}

/** The package unpacks into the system's folder for temporary files, wherever that is said to be. */
async function unpackChromium(folder: string): Promise<void> {
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await chromium.executablePath();
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
}

function unpackLibraries(folder: string): void {
  const archive = path.join(folder, "libraries.tar");
  fs.writeFileSync(archive, zlib.brotliDecompressSync(fs.readFileSync(`${PACKAGE}/bin/al2023.tar.br`)));
  execFileSync("tar", ["-xf", archive, "-C", folder]);
  fs.rmSync(archive);
}

type Seen = { width?: number; language?: "vi" | "en" | "fr"; dark?: boolean; script?: boolean };

/** Somebody of the demo at work: signed in by one click, or with the cookies of an earlier story unless `isNew`. */
export async function enterAs(
  browser: Browser,
  address: string,
  email: string,
  { isNew = false, ...seen }: Seen & { isNew?: boolean } = {},
): Promise<Page> {
  const kept = keptSignIn(email);
  const page = await openPage(browser, { ...seen, signedIn: isNew ? undefined : kept });
  await page.context().addCookies([{ name: "amity_language", value: seen.language ?? "vi", url: address }]);
  await page.goto(`${address}/`);
  if (new URL(page.url()).pathname === "/") return page;
  await page.locator(`button[name=as][value="${email}"]`).click();
  await page.waitForURL((url) => url.pathname === "/");
  if (kept) await page.context().storageState({ path: kept });
  return page;
}

/** Where the stories of one run keep who has signed in already. */
function keptSignIn(email: string): string | undefined {
  const folder = process.env.AMITY_STORIES_DATA;
  return folder && path.join(folder, `signed-in-${email}.json`);
}

async function openPage(browser: Browser, seen: Seen & { signedIn: string | undefined }): Promise<Page> {
  const { width = 1280, signedIn } = seen;
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    colorScheme: seen.dark ? "dark" : "light",
    locale: seen.language ?? "vi",
    ...(signedIn && fs.existsSync(signedIn) ? { storageState: signedIn } : {}),
  });
  const page = await context.newPage();
  if (seen.script === false) await silence(page);
  return page;
}

const silenced = new WeakMap<Page, CDPSession>();

/** No script of the page runs from here on; what the tests themselves run in it still can. */
async function silence(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  silenced.set(page, session);
}

/** What needs timers and promises, such as the checker of barriers, on the page as it was shown without script. */
export async function withScript<Result>(page: Page, run: () => Promise<Result>): Promise<Result> {
  const session = silenced.get(page);
  await session?.send("Emulation.setScriptExecutionDisabled", { value: false });
  const result = await run();
  await session?.send("Emulation.setScriptExecutionDisabled", { value: true });
  return result;
}
