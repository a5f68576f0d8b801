/** TCVN 5712:1993 (TCVN3, "ABC" fonts), still met in old provincial files; byte by byte from 0xA1. */
const TCVN3: Record<number, string> = Object.fromEntries(
  (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ " +
    "D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
  )
    .split(" ")
    .map((entry) => [Number.parseInt(entry.slice(0, 2), 16), entry.slice(2)]),
);

export type Decoded = { text: string; encoding: "utf-8" | "utf-16le" | "windows-1258" | "tcvn3" };

/** Finds the encoding of a text file: Unicode when it is valid, else one of the old Vietnamese ones, told apart by their letters. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(bytes), encoding: "utf-16le" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return decodeOld(bytes);
  }
}

/** TCVN3 keeps letters (à á ạ đ ư) where windows-1258 has signs that hardly occur in text. */
function decodeOld(bytes: Uint8Array): Decoded {
  const high = bytes.filter((byte) => byte >= 0x80);
  const letters = high.filter((byte) => byte >= 0xa8 && byte <= 0xbe).length;
  if (letters > high.length * 0.2)
    return { text: [...bytes].map((byte) => TCVN3[byte] ?? String.fromCharCode(byte)).join(""), encoding: "tcvn3" };
  return { text: new TextDecoder("windows-1258").decode(bytes).normalize("NFC"), encoding: "windows-1258" };
}

/** Rows of a CSV text; the separator is the one of , ; and tab that the first line has most of. */
export function parseCsv(text: string): string[][] {
  const first = text.slice(0, text.indexOf("\n") === -1 ? undefined : text.indexOf("\n"));
  const separator =
    [",", ";", "\t"].toSorted((one, other) => first.split(other).length - first.split(one).length)[0] ?? ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const body = text.replace(/^\uFEFF/, "");
  for (let index = 0; index < body.length; index += 1) {
    const char = body[index];
    if (isQuoted && char === '"' && body[index + 1] === '"') cell += body[(index += 1)];
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === separator || char === "\n")) {
      row.push(cell.replace(/\r$/, ""));
      cell = "";
      if (char === "\n") {
        rows.push(row);
        row = [];
      }
    } else cell += char;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}
