import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import chromium from "@sparticuz/chromium";
import type { Browser } from "playwright-core";
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

/** Signs in by one click on the demo's sign-in page. */
export async function enterAs(
  browser: Browser,
  address: string,
  email: string,
  options: { width?: number; language?: "vi" | "en"; dark?: boolean; script?: boolean } = {},
) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: (options.width ?? 1280) < 500 ? 844 : 900 },
    colorScheme: options.dark ? "dark" : "light",
    javaScriptEnabled: options.script ?? true,
    locale: options.language ?? "vi",
  });
  await context.addCookies([{ name: "amity_language", value: options.language ?? "vi", url: address }]);
  const page = await context.newPage();
  await page.goto(`${address}/sign-in`);
  await page.locator(`button[name=as][value="${email}"]`).click();
  await page.waitForURL((url) => url.pathname === "/");
  return page;
}
