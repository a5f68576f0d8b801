import { enterAs, openBrowser } from "./browser.ts";
const A = process.env.AMITY_ADDRESS ?? "http://localhost:3100";
const [who, language, width, dark, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const page = await enterAs(browser, A, `${who}@demo.example`, {
  language: language as "vi",
  dark: dark === "dark",
  width: Number(width),
});
for (const [index, path] of paths.entries()) {
  const [go, click] = path.split("::");
  await page.goto(`${A}${go}`);
  if (click) {
    await page.locator(click).first().click();
    await page.waitForLoadState("networkidle");
  }
  await page.screenshot({ path: `/tmp/shots/${who}-${language}-${width}-${index}.png`, fullPage: true });
  console.log(page.url());
}
await browser.close();
