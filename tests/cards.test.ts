import fs from "node:fs";
import { expect, test } from "vitest";

/** On a phone a row becomes a card without headings, so a number says beside it what it counts. */
test("a number in a card has a label", () => {
  const pages = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".svelte"))
    .map((name) => ({ name, text: fs.readFileSync(`src/${name}`, "utf8") }))
    .filter(({ text }) => /<Table\b|<ListPage\b|class="cards"/.test(text));
  const bare = pages.flatMap(({ name, text }) =>
    [...text.matchAll(/<td\s[^>]*class="number"[^>]*>/g)]
      .filter(([cell]) => !cell.includes("data-label"))
      .map(() => name),
  );
  expect(pages.length).toBeGreaterThan(5);
  expect(bare).toEqual([]);
});
