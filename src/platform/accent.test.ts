import fs from "node:fs";
import { expect, test } from "vitest";
import { GROUND, LEAST, PAPER, accentOf, accentSheet, contrast } from "./accent.ts";

/** Any colour, the same in every run. */
function colours(count: number): string[] {
  let seed = 20260901;
  return Array.from({ length: count }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return `#${(seed % 0x1000000).toString(16).padStart(6, "0")}`;
  });
}

test("the papers are those of the tokens", () => {
  const papers = [...fs.readFileSync("src/ui/tokens.css", "utf8").matchAll(/--paper: (#[0-9a-f]{6})/g)];
  expect(papers.map(([, hex]) => hex)).toEqual([PAPER.light, PAPER.dark]);
  expect(fs.readFileSync("src/ui/tokens.css", "utf8")).toContain(`--ground: ${GROUND};`);
});

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#767676", "#ffffff", 4.54],
  ["#0b5f63", "#ffffff", 7.42],
])("%s on %s has a contrast of %d", (one, other, said) => {
  expect(Math.abs(contrast(one, other) - said)).toBeLessThan(0.02);
});

test("whatever is dark enough for the ground of a page is read everywhere it stands, in both themes", () => {
  const readable = colours(4000).filter((hex) => contrast(hex, GROUND) >= LEAST);
  expect(readable.length).toBeGreaterThan(1000);
  for (const hex of [...readable, "#000000", "#6f6f6f"]) {
    const { light, dark } = accentOf(hex);
    const found = [
      contrast(light.accent, PAPER.light),
      contrast(light.accent, GROUND),
      contrast(light.ink, light.accent),
      contrast(light.accent, light.wash),
      contrast(dark.accent, PAPER.dark),
      contrast(dark.accent, dark.wash),
      contrast(dark.ink, dark.accent),
    ];
    expect([hex, Math.min(...found) >= LEAST]).toEqual([hex, true]);
    expect(light.accent).toBe(hex);
  }
});

test("a sheet for both themes and for paper; none where the union has no colour of its own", () => {
  expect(accentSheet(null)).toBe("");
  expect(accentSheet("#7a1f3d")).toMatch(
    /^:root\{--accent:#7a1f3d;.*\}@media \(prefers-color-scheme:dark\)\{:root\{.*\}\}@media print\{:root\{--accent:#7a1f3d;.*\}\}$/,
  );
});
