// The square that a telephone's camera reads (ISO/IEC 18004): bytes, correction level M, versions 1 to 15, mask 0.
// Written out because a secret is drawn on the server: no address elsewhere and no package sees it.

/** Of each version: words of correction in a block, and blocks. */
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
/** Format of level M with mask 0, with its own correction (table C.1). */
const FORMAT = 0b101010000010010;

type Square = { size: number; dark: boolean[]; taken: boolean[] };

/** The dark fields of each row, or an error where the text is longer than 412 bytes. */
export function squareOf(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const size = 17 + 4 * version;
  const square: Square = { size, dark: Array(size * size).fill(false), taken: Array(size * size).fill(false) };
  drawPatterns(square, version);
  drawWords(square, interleaved(wordsOf(bytes, version), version));
  return Array.from({ length: size }, (_, row) => square.dark.slice(row * size, (row + 1) * size));
}

/** The same as the path of a drawing in units of one field. */
export function pathOfSquare(text: string): { size: number; path: string } {
  const rows = squareOf(text);
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return { size: rows.length, path };
}

/** Fields that are left for words when all patterns are drawn, in bytes. */
function roomOf(version: number): number {
  const marks = version === 1 ? 0 : Math.floor(version / 7) + 2;
  const patterns = marks === 0 ? 0 : (25 * marks - 10) * marks - 55 + (version >= 7 ? 36 : 0);
  return Math.floor(((16 * version + 128) * version + 64 - patterns) / 8);
}

const dataRoom = (version: number) => roomOf(version) - at(CORRECTION, version - 1) * at(BLOCKS, version - 1);
const headBits = (version: number) => (version < 10 ? 12 : 20);

function versionFor(length: number): number {
  for (let version = 1; version <= CORRECTION.length; version++)
    if (headBits(version) + 8 * length <= 8 * dataRoom(version)) return version;
  throw new Error("Too long for a square that a camera reads well.");
}

/** Kind, length, the bytes, and filling up to the room there is. */
function wordsOf(bytes: Uint8Array, version: number): number[] {
  const room = dataRoom(version);
  const written = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const head = "0100" + bytes.length.toString(2).padStart(headBits(version) - 4, "0");
  const bits = (head + written + "0000").slice(0, 8 * room);
  const words = (bits.match(/.{1,8}/g) ?? []).map((eight) => Number.parseInt(eight.padEnd(8, "0"), 2));
  for (let index = 0; words.length < room; index++) words.push(index % 2 === 0 ? 0xec : 0x11);
  return words;
}

/** Blocks with their correction, a word of each in turn. */
function interleaved(words: number[], version: number): number[] {
  const [count, extra] = [at(BLOCKS, version - 1), at(CORRECTION, version - 1)];
  const short = Math.floor(words.length / count);
  const firstLong = count - (words.length % count);
  const divisor = divisorOf(extra);
  let from = 0;
  const blocks = Array.from({ length: count }, (_, index) => {
    const length = short + (index >= firstLong ? 1 : 0);
    return words.slice(from, (from += length));
  });
  const corrections = blocks.map((block) => remainderOf(block, divisor));
  return [...inTurn(blocks, short + 1), ...inTurn(corrections, extra)];
}

const inTurn = (lists: number[][], most: number): number[] =>
  Array.from({ length: most }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();

/** Multiplies in the field of 256 elements that these codes count in. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> bit) & 1) * one;
  }
  return product;
}

function divisorOf(degree: number): number[] {
  const divisor: number[] = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let round = 0; round < degree; round++) {
    for (let index = 0; index < degree; index++)
      divisor[index] = times(at(divisor, index), root) ^ (divisor[index + 1] ?? 0);
    root = times(root, 2);
  }
  return divisor;
}

function remainderOf(words: number[], divisor: number[]): number[] {
  const left = divisor.map(() => 0);
  for (const word of words) {
    const factor = word ^ (left.shift() ?? 0);
    left.push(0);
    for (const [index, part] of divisor.entries()) left[index] = at(left, index) ^ times(part, factor);
  }
  return left;
}

function put({ size, dark, taken }: Square, x: number, y: number, isDark: boolean) {
  dark[y * size + x] = isDark;
  taken[y * size + x] = true;
}

function drawPatterns(square: Square, version: number) {
  const { size } = square;
  for (let index = 0; index < size; index++) {
    put(square, 6, index, index % 2 === 0);
    put(square, index, 6, index % 2 === 0);
  }
  const corners = [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const;
  for (const [x, y] of corners) drawRings(square, { x, y, reach: 4 });
  const marks = marksOf(version, size);
  for (const x of marks)
    for (const y of marks)
      if (!corners.some((corner) => Math.abs(corner[0] - x) < 6 && Math.abs(corner[1] - y) < 6))
        drawRings(square, { x, y, reach: 2 });
  drawFormat(square);
  if (version >= 7) drawVersion(square, version);
}

/** Rings about a middle: dark, but the second and, at a corner, the fourth. */
function drawRings(square: Square, { x, y, reach }: { x: number; y: number; reach: number }) {
  for (let down = -reach; down <= reach; down++)
    for (let right = -reach; right <= reach; right++) {
      const ring = Math.max(Math.abs(down), Math.abs(right));
      const [px, py] = [x + right, y + down];
      if (px < 0 || py < 0 || px >= square.size || py >= square.size) continue;
      put(square, px, py, reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
    }
}

function marksOf(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((size - 13) / (2 * count - 2));
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step).toReversed()];
}

function drawFormat(square: Square) {
  const { size } = square;
  const bit = (index: number) => ((FORMAT >>> index) & 1) === 1;
  for (let index = 0; index < 15; index++) {
    const near = index < 6 ? index : index < 8 ? index + 1 : undefined;
    if (near === undefined) put(square, index === 8 ? 7 : 14 - index, 8, bit(index));
    else put(square, 8, near, bit(index));
    if (index < 8) put(square, size - 1 - index, 8, bit(index));
    else put(square, 8, size - 15 + index, bit(index));
  }
  put(square, 8, size - 8, true);
}

function drawVersion(square: Square, version: number) {
  let left = version;
  for (let index = 0; index < 12; index++) left = (left << 1) ^ ((left >>> 11) * 0x1f25);
  const bits = (version << 12) | left;
  for (let index = 0; index < 18; index++) {
    const isDark = ((bits >>> index) & 1) === 1;
    const [far, near] = [square.size - 11 + (index % 3), Math.floor(index / 3)];
    put(square, far, near, isDark);
    put(square, near, far, isDark);
  }
}

/** The words in pairs of columns from the right, up and down in turn, turned over where row and column add up to an even number. */
function drawWords(square: Square, words: number[]) {
  const { size } = square;
  let index = 0;
  for (let pair = size - 1; pair >= 1; pair -= 2) {
    const right = pair <= 6 ? pair - 1 : pair;
    const isUpwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = isUpwards ? size - 1 - step : step;
        if (square.taken[y * size + x]) continue;
        const isSet = (((words[index >>> 3] ?? 0) >>> (7 - (index & 7))) & 1) === 1;
        square.dark[y * size + x] = isSet !== ((x + y) % 2 === 0);
        index++;
      }
  }
}

function at(list: readonly number[], index: number): number {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${index}`);
  return found;
}
