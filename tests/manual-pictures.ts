// Takes the pictures of the manual and of the README from a running demo and lays them where they are read: npm run gallery -- manual, or readme
import fs from "node:fs";
import type { Browser, Page } from "playwright-core";
import { PICTURE_SIZE, PICTURES, fileOf } from "#modules/learning/manual-pictures.ts";
import type { Picture } from "#modules/learning/manual-pictures.ts";
import { readChapter } from "#modules/learning/manual-text.ts";
import { locales } from "#words/runtime.js";
import { enterAs } from "./browser.ts";

/** Where the words of a task stand in that language, there its picture does. */
export function picturesOf(language: string): [task: string, picture: Picture][] {
  return Object.entries(PICTURES).filter(([name]) => {
    const [chapter, task] = name.split(".");
    const text = readChapter(fs.readFileSync(`docs/manual/${language}/${chapter}.md`, "utf8"));
    return text.tasks.some((one) => one.name === task);
  });
}

export async function takePictures(browser: Browser, address: string): Promise<void> {
  for (const language of locales)
    for (const [task, picture] of picturesOf(language)) {
      const page = await enterAs(browser, address, `${picture.as}@demo.example`, { language, width: 1060 });
      await open(page, address, picture);
      fs.writeFileSync(`docs/manual/${fileOf(language, task)}`, await take(page));
      await page.context().close();
      console.log(`${task} ${language}`);
    }
}

/** The pictures of the README: as whom, of what, on a desk or a phone. */
const README: Record<string, Picture & { width?: number }> = {
  glance: { as: "leader", path: "/glance" },
  today: { as: "office", path: "/" },
  delegation: { as: "office", path: "/delegations?status=approved", ofFirst: "" },
  report: { as: "office", path: "/reports/annual" },
  country: { as: "office", path: "/countries/FR" },
  calendar: { as: "office", path: "/calendar" },
  phone: { as: "association.france", path: "/activities/new", width: 390 },
};

export async function takeReadme(browser: Browser, address: string): Promise<void> {
  for (const [name, picture] of Object.entries(README)) {
    const { as, width = 1280 } = picture;
    const page = await enterAs(browser, address, `${as}@demo.example`, { language: "en", width });
    await open(page, address, picture);
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `docs/pictures/${name}.png` });
    await page.context().close();
  }
}

async function open(page: Page, address: string, { path, ofFirst }: Picture) {
  await page.goto(address + path);
  if (ofFirst === undefined) return;
  const record = await page.locator("main tbody td a").first().getAttribute("href");
  await page.goto(address + (record ?? "") + ofFirst);
}

/** What is inside the frame, and not that it is a demonstration. */
async function take(page: Page): Promise<Buffer> {
  await page.waitForLoadState("networkidle");
  await page.locator("p.demo").evaluate((line) => {
    line.style.display = "none";
  });
  const place = await page.locator("main").boundingBox();
  if (!place) throw new Error(`${page.url()} has no main part.`);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", {
    format: "webp",
    quality: 70,
    captureBeyondViewport: true,
    clip: { x: place.x, y: place.y, ...PICTURE_SIZE, scale: 1 },
  });
  return Buffer.from(data, "base64");
}
