import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import chromium from "@sparticuz/chromium";
import type { Browser } from "playwright-core";
import { chromium as playwright } from "playwright-core";
import { execFileSync } from "node:child_process";

/** A headless Chromium out of npm, unpacked once for each account; it brings the libraries that a bare system lacks. */
export async function openBrowser(): Promise<Browser> {
  const folder = path.join(os.tmpdir(), `amity-browser-${process.getuid?.() ?? 0}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const libraries = unpackLibraries(folder);
  const executablePath = process.env.AMITY_BROWSER ?? (await unpackChromium(folder));
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--headless=shell",
  ];
  const env = { ...process.env, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":") };
  return playwright.launch({ executablePath, args, env });
}

/** The package unpacks into the system's folder for temporary files, where another account's copy would be in the way. */
async function unpackChromium(folder: string): Promise<string> {
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await chromium.executablePath();
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
}

function unpackLibraries(folder: string): string {
  if (fs.existsSync(path.join(folder, "lib"))) return path.join(folder, "lib");
  const partial = path.join(folder, `unpacking-${process.pid}`);
  fs.mkdirSync(partial, { recursive: true });
  const archive = path.join(partial, "libraries.tar");
  fs.writeFileSync(
    archive,
    zlib.brotliDecompressSync(fs.readFileSync("node_modules/@sparticuz/chromium/bin/al2023.tar.br")),
  );
  execFileSync("tar", ["-xf", archive, "-C", partial]);
  if (!fs.existsSync(path.join(folder, "lib"))) fs.renameSync(path.join(partial, "lib"), path.join(folder, "lib"));
  return path.join(folder, "lib");
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
