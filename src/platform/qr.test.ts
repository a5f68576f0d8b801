import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { pathOfSquare, squareOf } from "./qr.ts";

const drawn = (text: string) => squareOf(text).map((row) => row.map((isDark) => (isDark ? "#" : ".")).join(""));

// As the library `qrcode` of Python draws the same bytes at level M with mask 0; readers were tried on every length to 400.
test("a square is drawn as another program draws it", () => {
  expect(drawn("Amity")).toEqual([
    "#######....##.#######",
    "#.....#.##.#..#.....#",
    "#.###.#..#.#..#.###.#",
    "#.###.#..#....#.###.#",
    "#.###.#.#.#.#.#.###.#",
    "#.....#..#..#.#.....#",
    "#######.#.#.#.#######",
    ".........#.##........",
    "#.#.#.#..###....#..#.",
    "####...##.....#...###",
    "#...#.####..#...#####",
    "..#..#.#......#......",
    "#..#####..#.#.#.#...#",
    "........#..#.#.#.###.",
    "#######...##.###.####",
    "#.....#..#.###.##....",
    "#.###.#.####.###.#.##",
    "#.###.#.......##...#.",
    "#.###.#.#.#.#...#.#.#",
    "#.....#..##...#....#.",
    "#######.#.#.#.#..#.##",
  ]);
});

const ADDRESS =
  "otpauth://totp/Amity:nguyen.thi.lan%40lien-hiep.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Amity&digits=6&period=30";

test.each([
  [ADDRESS, 49, "bdebc6225aa633157ce296c50d4df74d40ac2e358b4f32ef8b53e951e9532efe"],
  ["x".repeat(300), 69, "2abaf9ed149140d46fff8f03cf322665362cc2e1bb0134fd0862de0f78f0c5c8"],
])("also of several blocks and with its version written in: %s", (text, size, hash) => {
  const rows = drawn(text);
  expect([rows.length, createHash("sha256").update(rows.join("\n")).digest("hex")]).toEqual([size, hash]);
});

test("what is too long for a camera is refused, and a path has a part for each dark field", () => {
  expect(() => squareOf("x".repeat(413))).toThrow("Too long");
  const { size, path } = pathOfSquare("Amity");
  expect([size, path.split("z").length - 1]).toEqual([21, drawn("Amity").join("").replaceAll(".", "").length]);
});
