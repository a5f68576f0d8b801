/** What a picture says of itself: its sides in points, whether it moves, and whether its end is there. */
export type Picture = { width: number; height: number; moves: boolean; isWhole: boolean };

/** Reads the frame of a PNG, JPEG or WebP, not its points; nothing where there is none. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (view.getUint32(0) === 0x89_50_4e_47) return readPng(view);
    if (view.getUint16(0) === 0xff_d8) return readJpeg(view);
    return wordAt(view, 0) === "RIFF" && wordAt(view, 8) === "WEBP" ? readWebp(view) : undefined;
  } catch (error) {
    // It ends before it says how large it is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const wordAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

function readPng(view: DataView): Picture {
  const sides = { width: view.getUint32(16), height: view.getUint32(20) };
  const chunks = new Set<string>();
  // A chunk is the length of its content, its name, the content and a sum.
  for (let at = 8; at + 12 <= view.byteLength; at += view.getUint32(at) + 12) chunks.add(wordAt(view, at + 4));
  return { ...sides, moves: chunks.has("acTL"), isWhole: chunks.has("IDAT") && chunks.has("IEND") };
}

/** Begins of frames, whichever way the points are packed; between them lie tables. */
const isFrame = (mark: number) => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

function readJpeg(view: DataView): Picture {
  let at = 2;
  while (!isFrame(view.getUint8(at + 1))) at += 2 + view.getUint16(at + 2);
  const sides = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  let end = view.byteLength - 2;
  while (end > at && view.getUint16(end) !== 0xff_d9) end -= 1;
  return { ...sides, moves: false, isWhole: end > at };
}

function readWebp(view: DataView): Picture {
  const isWhole = view.getUint32(4, true) + 8 <= view.byteLength;
  const kind = wordAt(view, 12);
  const at = (offset: number) => view.getUint16(offset, true);
  if (kind === "VP8 ") return { width: at(26) & 0x3f_ff, height: at(28) & 0x3f_ff, moves: false, isWhole };
  if (kind === "VP8L") {
    const packed = view.getUint32(21, true);
    return { width: (packed & 0x3f_ff) + 1, height: ((packed >>> 14) & 0x3f_ff) + 1, moves: false, isWhole };
  }
  const side = (offset: number) => (view.getUint32(offset, true) & 0xff_ff_ff) + 1;
  return { width: side(24), height: side(27), moves: (view.getUint8(20) & 0x02) !== 0, isWhole };
}
