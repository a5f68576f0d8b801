import fs from "node:fs";
import { enterAs, openBrowser } from "./browser.ts";
const A = "http://localhost:3100";
const [who, language, width, dark, out, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const page = await enterAs(browser, A, `${who}@demo.example`, {
  language: language as "vi",
  dark: dark === "dark",
  width: Number(width),
});
const shots: string[] = [];
for (const [index, path] of paths.entries()) {
  const [go, click] = path.split("::");
  await page.goto(`${A}${go}`);
  if (click) {
    await page
      .locator(click)
      .first()
      .click({ timeout: 3000 })
      .catch(() => console.log("no", path));
    await page.waitForTimeout(400);
  }
  const file = `/tmp/shots/${out}-${index}.png`;
  await page.screenshot({ path: file, fullPage: true });
  shots.push(file);
}
// one sheet: side by side, each cut at 1500 px
const w = Number(width);
const cols = shots.length;
const html = `<body style="margin:0;display:flex;gap:12px;background:#888">${shots.map((f) => `<div style="width:${w}px;height:1700px;overflow:hidden;flex:none"><img style="width:${w}px" src="data:image/png;base64,${fs.readFileSync(f).toString("base64")}"></div>`).join("")}</body>`;
const sheet = await (await browser.newContext({ viewport: { width: cols * (w + 12), height: 1700 } })).newPage();
await sheet.setContent(html);
await sheet.screenshot({ path: `/tmp/shots/${out}.png` });
await browser.close();
