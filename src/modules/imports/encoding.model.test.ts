import { describe, expect, test } from "vitest";
import { decodeText } from "./encoding.model.ts";
import { isSyllable } from "./vietnamese.model.ts";

const bytesOf = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part, "utf8")])));
/** Letters of an old code page, a byte each. */
const latin = (text: string) => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));
const read = (bytes: Uint8Array) => {
  const { encoding, text } = decodeText(bytes);
  return [encoding, text];
};
const refusal = (bytes: Uint8Array) => {
  try {
    return decodeText(bytes).encoding;
  } catch (cause) {
    return (cause as { code: string }).code;
  }
};

describe("Unicode", () => {
  test("where it is valid, or says that it is", () => {
    expect(read(bytesOf())).toEqual(["utf-8", ""]);
    expect(read(bytesOf("Hội, Лаос, 日本"))).toEqual(["utf-8", "Hội, Лаос, 日本"]);
    expect(read(bytesOf(0xef, 0xbb, 0xbf, "Hội"))).toEqual(["utf-8", "Hội"]);
    expect(read(bytesOf(0xff, 0xfe, 0x48, 0x00, 0xd9, 0x1e))).toEqual(["utf-16le", "Hộ"]);
    expect(read(bytesOf(0xfe, 0xff, 0x00, 0x48, 0x1e, 0xd9))).toEqual(["utf-16be", "Hộ"]);
  });

  test("with a byte that is none, which becomes a sign of its own", () => {
    expect(read(bytesOf("Tên,Nước\nHội ", 0xe9, ",Lào"))).toEqual(["utf-8", "Tên,Nước\nHội \uFFFD,Lào"]);
    expect(read(bytesOf(0xef, 0xbb, 0xbf, "A", 0xe9))).toEqual(["utf-8", "A\uFFFD"]);
    // A letter that is cut off, one too long, and one beyond the last.
    for (const wrong of [
      [0xe1, 0xbb],
      [0xc0, 0xaf],
      [0xf8, 0x88],
      [0xf5, 0x80, 0x80, 0x80],
    ])
      expect(decodeText(bytesOf("Tên hội hữu nghị nước Lào ấy đó nữa rồi, Hội", ...wrong)).encoding).toBe("utf-8");
  });
});

describe("the old encodings, where the words prove them", () => {
  test("TCVN3, from its first letters to its last", () => {
    expect(read(latin("Hµ Néi, Tªn ho¹t ®éng"))).toEqual(["tcvn3", "Hà Nội, Tên hoạt động"]);
    const letters = "b¨n c©n ®i ª bê cµ c¶ c· c¸ c¹ b»ng b¼ng b½ng b¾c bÆt cÇn cÈn cÉn cÊn cËn hÌ hÎ hÏ hÐ hÑ hÒ";
    expect(read(latin(letters))[1]).toBe(
      "băn cân đi ê bờ cà cả cã cá cạ bằng bẳng bẵng bắc bặt cần cẩn cẫn cấn cận hè hẻ hẽ hé hẹ hề".replace("bờ", "bờ"),
    );
  });

  test("VNI, where each letter is followed by its mark", () => {
    expect(read(latin("Teân,Nöôùc\nHoäi höõu nghò,Laøo"))).toEqual(["vni", "Tên,Nước\nHội hữu nghị,Lào"]);
    expect(read(latin("Name,Country\nHoäi höõu nghò,Laos"))[1]).toBe("Name,Country\nHội hữu nghị,Laos");
    expect(
      read(latin("ÑAÏI HOÏC, Ñöùc, yù kieán, kyø, mì, tæ, vó, ñeïp, aên, baèng, taëng, thuûy, quyõ, quyû, luî"))[1],
    ).toBe("ĐẠI HỌC, Đức, ý kiến, kỳ, mì, tỉ, vĩ, đẹp, ăn, bằng, tặng, thủy, quỹ, quỷ, luỵ");
  });

  test("the code page of Windows, whose marks are joined to their letters", () => {
    expect(read(latin("Hôòi hýÞu nghiò, Viêòt Nam"))).toEqual(["windows-1258", "Hội hữu nghị, Việt Nam"]);
  });

  test("capitals of an abbreviation, quotation marks and dashes of that time prove nothing against it", () => {
    expect(read(latin("Héi h÷u nghÞ \x93Lµo\x94 \x96 TW"))).toEqual(["tcvn3", "Hội hữu nghị “Lào” – TW"]);
  });
});

describe("what is proven by nothing is refused: it would be stored as something else for ever", () => {
  const cyrillic = (text: string, codes: Record<string, number>) =>
    Uint8Array.from([...text].map((letter) => codes[letter] ?? letter.charCodeAt(0)));
  const inWindows = Object.fromEntries([...Array(64).keys()].map((at) => [String.fromCharCode(0x410 + at), 0xc0 + at]));
  const KOI8 = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";
  const inKoi8 = Object.fromEntries([...KOI8].map((letter, at) => [letter, 0xc0 + at]));
  const RUSSIAN = "Название,Страна\nОбщество дружбы и мира,Россия\nСоюз в Москве,Куба";

  test.each([
    ["Russian of Windows", cyrillic(RUSSIAN, inWindows)],
    ["Russian of KOI8", cyrillic(RUSSIAN, inKoi8)],
    ["French", latin("Nom,Pays\nAssociation d'amitié franco-vietnamienne,Thaïlande\nSociété générale,Côte d'Ivoire")],
    ["German", latin("Name,Land\nGesellschaft für Freundschaft,Österreich\nMünchen,Köln")],
    ["Spanish", latin("Nombre,País\nAsociación de amistad,España\nJosé,Perú")],
    [
      "Chinese",
      Uint8Array.from(Buffer.from("c3fbb3c62cb9fabcd20ad6d0b9fac8cbc3f1b6d4cde2d3d1bac3d0adbbe12cd6d0b9fa", "hex")),
    ],
    ["a single word", latin("Name,Country\nA,Lµo")],
    ["signs alone", latin("Name\n\xb0\xb1\xb2")],
    ["a text with bytes of nothing", bytesOf(0xff, 0xfe, 0x00, 0x00, 0x41, 0x00)],
  ])("%s", (_language, bytes) => {
    expect(refusal(bytes)).toBe("rule_import_encoding");
  });
});

test("what could be a syllable, and what could not", () => {
  const can = "Việt nghiêng quốc quý giếng gì khuyến tuyệt đẹp yêu ươm xoong huỷ hủy Á ông thuở".split(" ");
  const cannot = "amitié für Österreich çà trăc̀h ŵ été Thaï pê̂ ngè́ español kôê đđ".split(" ");
  expect(can.filter((word) => !isSyllable(word))).toEqual([]);
  expect(cannot.filter(isSyllable)).toEqual([]);
});
