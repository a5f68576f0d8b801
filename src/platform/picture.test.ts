import fs from "node:fs";
import { expect, test } from "vitest";
import { aPng } from "./forms.fixtures.ts";
import { readPicture } from "./picture.ts";

const png = async (...given: Parameters<typeof aPng>) => new Uint8Array(await aPng(...given).arrayBuffer());
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

test("a PNG says its sides, whether it moves and whether its end is there", async () => {
  expect(readPicture(await png(30, 20))).toEqual({ width: 30, height: 20, moves: false, isWhole: true });
  expect(readPicture(await png(1, 1, ["acTL", "IDAT", "IEND"]))?.moves).toBe(true);
  expect(readPicture(await png(1, 1, ["IDAT"]))?.isWhole).toBe(false);
  expect(readPicture((await png(1, 1)).subarray(0, 40))?.isWhole).toBe(false);
  const real = readPicture(fs.readFileSync("docs/pictures/phone.png"));
  expect(real).toEqual({ width: 390, height: 844, moves: false, isWhole: true });
});

test("a JPEG says its sides after its tables, and is whole where its end follows", () => {
  const tables = "ffd8 ffe0 0004 0000 ffc4 0003 00";
  const frame = "ffc2 000b 08 0102 0304 01 011100";
  const points = "ffda 0003 00 1234";
  expect(readPicture(bytes(`${tables}${frame}${points}ffd9`))).toEqual({
    width: 772,
    height: 258,
    moves: false,
    isWhole: true,
  });
  expect(readPicture(bytes(`${tables}${frame}${points}`))?.isWhole).toBe(false);
  expect(readPicture(bytes(tables))).toBeUndefined();
});

test("a WebP says its sides in each of its three ways, and whether it moves", () => {
  const riff = (content: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(4 + content.replaceAll(" ", "").length / 2);
    return bytes(`52494646 ${size.toString("hex")} 57454250 ${content}`);
  };
  const still = { moves: false, isWhole: true };
  expect(readPicture(riff("56503820 0a000000 000000 9d012a 2c01 c800"))).toEqual({ width: 300, height: 200, ...still });
  // Fourteen bits each, less one, from the lowest.
  expect(readPicture(riff("5650384c 05000000 2f 2bc13100"))).toEqual({ width: 300, height: 200, ...still });
  const canvas = (flags: string) => riff(`56503858 0a000000 ${flags}000000 2b0100 c70000 0000`);
  expect(readPicture(canvas("00"))).toEqual({ width: 300, height: 200, ...still });
  expect(readPicture(canvas("02"))?.moves).toBe(true);
  expect(readPicture(canvas("00").subarray(0, 31))).toMatchObject({ isWhole: false });
});

test("of what is no picture, or ends before it says how large it is, nothing is read", () => {
  for (const one of ["", "ff", "ffd8", "89504e47", "52494646 00000000 57454250", "3c737667"])
    expect([one, readPicture(bytes(one))]).toEqual([one, undefined]);
});
