// Takes a picture of every page for each role, language, theme and width into gallery/, to be judged side by side.
// Needs a running demo: npm start. Then: npm run gallery [-- role …], or npm run gallery -- manual (or readme) for the pictures of these.
import fs from "node:fs";
import { ACCOUNTS } from "#demo/people.ts";
import { kindsWith, lineOf } from "#platform/kinds.ts";
import { enterAs, openBrowser } from "./browser.ts";
import { takePictures, takeReadme } from "./manual-pictures.ts";

const ADDRESS = process.env.AMITY_ADDRESS ?? "http://localhost:3000";
const LISTS = kindsWith("rail").map((kind) => `/${lineOf(kind).list}`);
const PAGES = [
  "/",
  "/my-week",
  "/glance",
  "/countries/FR",
  "/calendar",
  "/activities/new",
  "/delegations/new",
  "/partners/new",
  "/reports/annual?year=2024",
  "/imports",
  "/imports/new",
  "/people",
  "/search?q=huu+nghi",
  "/me",
  "/manual",
  "/manual/today",
  "/settings",
  "/identity",
  "/identity/edit",
  "/identity/logo",
  "/identity/words",
  "/set-up",
  "/set-up/facts",
  "/set-up/units",
  ...LISTS,
];
const wanted = process.argv.slice(2);

const browser = await openBrowser();
const taking = wanted.includes("manual") ? takePictures : wanted.includes("readme") ? takeReadme : undefined;
if (taking) {
  await taking(browser, ADDRESS);
  await browser.close();
  process.exit();
}
fs.mkdirSync("gallery", { recursive: true });
for (const account of ACCOUNTS.filter((one) => wanted.length === 0 || wanted.includes(one.role))) {
  for (const language of ["vi", "en"] as const) {
    for (const dark of [false, true]) {
      for (const width of [390, 768, 1280]) {
        const page = await enterAs(browser, ADDRESS, account.email, { language, dark, width });
        const paths = [...PAGES];
        for (const list of LISTS) {
          await page.goto(`${ADDRESS}${list}`);
          const record = await page
            .locator("main tbody td a, main .lines a, main .line a")
            .first()
            .getAttribute("href", { timeout: 500 })
            .catch(() => null);
          if (record) paths.push(record);
        }
        for (const path of paths) {
          const answer = await page.goto(`${ADDRESS}${path}`);
          if (answer?.status() !== 200) continue;
          const name =
            path
              .replaceAll(/[0-9a-f-]{36}/g, "record")
              .replaceAll(/[^a-z0-9]+/gi, "-")
              .replaceAll(/^-|-$/g, "") || "today";
          await page.screenshot({
            path: `gallery/${name}.${account.email.split("@")[0]}.${language}.${dark ? "dark" : "light"}.${width}.png`,
            fullPage: true,
          });
        }
        await page.context().close();
        console.log(`${account.email} ${language} ${dark ? "dark" : "light"} ${width}`);
      }
    }
  }
}
await browser.close();
