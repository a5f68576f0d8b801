/** TCVN 5712:1993 (TCVN3, "ABC" fonts), still met in old provincial files; byte by byte from 0xA1. */
const TCVN3: Record<number, string> = Object.fromEntries(
  (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ " +
    "D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
  )
    .split(" ")
    .map((entry) => [Number.parseInt(entry.slice(0, 2), 16), entry.slice(2)]),
);

/** VNI-Windows writes a letter and then its mark as another letter; these bytes stand for a letter whole. */
const VNI_WHOLE: Record<string, string> = { ñ: "đ", ô: "ơ", ö: "ư", í: "í", ì: "ì", æ: "ỉ", ó: "ĩ", ò: "ị", î: "ỵ" };
const [GRAVE, ACUTE, TILDE, HOOK, DOT] = ["\u0300", "\u0301", "\u0303", "\u0309", "\u0323"];
const [CIRCUMFLEX, BREVE] = ["\u0302", "\u0306"];
const VNI_MARKS: Record<string, string> = {
  ù: `${ACUTE}`,
  ø: `${GRAVE}`,
  û: `${HOOK}`,
  õ: `${TILDE}`,
  ï: `${DOT}`,
  â: `${CIRCUMFLEX}`,
  á: `${CIRCUMFLEX}${ACUTE}`,
  à: `${CIRCUMFLEX}${GRAVE}`,
  å: `${CIRCUMFLEX}${HOOK}`,
  ã: `${CIRCUMFLEX}${TILDE}`,
  ä: `${CIRCUMFLEX}${DOT}`,
  ê: `${BREVE}`,
  é: `${BREVE}${ACUTE}`,
  è: `${BREVE}${GRAVE}`,
  ú: `${BREVE}${HOOK}`,
  ü: `${BREVE}${TILDE}`,
  ë: `${BREVE}${DOT}`,
};

const inWindows = (bytes: Uint8Array, codePage: "windows-1252" | "windows-1258") =>
  new TextDecoder(codePage).decode(bytes);

/** The encodings from before Unicode in which Vietnamese was written. */
export const OLD = {
  tcvn3: (bytes: Uint8Array) => inWindows(bytes, "windows-1252").replaceAll(/[\u00A1-\u00FE]/g, fromTcvn3),
  vni: (bytes: Uint8Array) =>
    inWindows(bytes, "windows-1252")
      .replaceAll(/([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ñôöíìæóòî]/gi, fromVni)
      .normalize("NFC"),
  "windows-1258": (bytes: Uint8Array) => inWindows(bytes, "windows-1258").normalize("NFC"),
};

function fromTcvn3(letter: string): string {
  return TCVN3[letter.charCodeAt(0)] ?? letter;
}

function fromVni(pair: string, letter: string | undefined, mark = ""): string {
  if (letter === undefined) return likeCase(pair, VNI_WHOLE[pair.toLowerCase()] ?? pair);
  const base = VNI_WHOLE[letter.toLowerCase()] ?? letter.toLowerCase();
  return likeCase(letter, `${base}${VNI_MARKS[mark.toLowerCase()] ?? ""}`);
}

function likeCase(model: string, text: string): string {
  return model === model.toLowerCase() ? text : text.toUpperCase();
}
