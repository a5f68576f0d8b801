import fs from "node:fs";
import { expect, test } from "vitest";

// docs/security/asvs.md: OWASP ASVS 5.0.0, levels 1 and 2, requirement by requirement.

/** How many requirements of levels 1 and 2 each chapter has. */
const IN_CHAPTER = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];
type Row = { id: string; verdict: string; shownBy: string[]; why: string };

const ROWS: Row[] = fs
  .readFileSync("docs/security/asvs.md", "utf8")
  .split("\n")
  .filter((line) => /^\| V\d/.test(line))
  .map((line) => {
    const [id = "", verdict = "", shown = "", why = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { id, verdict, shownBy: [...shown.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file), why };
  });

test("every requirement stands there once", () => {
  const chapters = IN_CHAPTER.map((_count, index) => ROWS.filter(({ id }) => id.startsWith(`V${index + 1}.`)).length);
  expect(chapters).toEqual(IN_CHAPTER);
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length);
});

test("each is passed, shown by files that are there, or not applicable for a reason", () => {
  const wanting = ROWS.filter(({ verdict, shownBy, why }) => {
    if (why === "") return true;
    if (verdict === "not applicable") return false;
    return verdict !== "passed" || shownBy.length === 0 || !shownBy.every((file) => fs.existsSync(file));
  });
  expect(wanting).toEqual([]);
});
