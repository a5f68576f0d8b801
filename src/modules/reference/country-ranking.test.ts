import { describe, expect, test } from "vitest";
import { meant, oneTonePlace, unmarked } from "#platform/ranking.ts";
import { readFacts } from "./reference.commands.server.ts";

type Fact = { iso2: string; name_en: string; name_vi: string; names_other: string[] };
const FACTS = readFacts<Fact>("countries").filter((one) => one.iso2 !== "VN");

function countriesIn(locale: "vi" | "en") {
  const all = FACTS.map(({ iso2, name_en, name_vi, names_other }) => ({
    iso2,
    label: locale === "vi" ? name_vi : name_en,
    also: [name_en, name_vi, ...names_other, iso2],
  }));
  return all.toSorted((one, other) => one.label.localeCompare(other.label, locale));
}
const COUNTRIES = { vi: countriesIn("vi"), en: countriesIn("en") };

/** What is typed, and what Enter takes in both languages: a country, or nothing. */
// prettier-ignore
const TYPED: [typed: string, vi: string | undefined, en?: string | undefined][] = [
  // Names with their marks, without, in capitals, decomposed.
  ["Nhật Bản", "JP"], ["nhật", "JP"], ["NHẬT", "JP"], ["nhat", "JP"], ["nhật ban", undefined], ["Nhật bản".normalize("NFD"), "JP"],
  ["Mỹ", "US"], ["mỹ", "US"], ["Hoa Kỳ", "US"], ["hoa ky", "US"], ["hoa kỳ".normalize("NFD"), "US"],
  ["Úc", "AU"], ["uc", "AU"], ["Nga", "RU"], ["nga", "RU"], ["liên bang nga", "RU"], ["Anh", "GB"], ["anh", "GB"], ["vương quốc anh", "GB"],
  ["Đức", "DE"], ["đức", "DE"], ["duc", "DE"], ["Pháp", "FR"], ["phap", "FR"], ["Ý", "IT"], ["ý", "IT"],
  ["Hàn", "KR"], ["Hàn Quốc", "KR"], ["han quoc", "KR"], ["nam hàn", "KR"], ["Triều Tiên", "KP"], ["trieu tien", "KP"], ["bắc triều tiên", "KP"],
  ["Lào", "LA"], ["lào", "LA"], ["lao", "LA"], ["Trung Quốc", "CN"], ["trung quoc", "CN"], ["trung hoa", "CN"], ["CHND Trung Hoa", "CN"],
  ["Thái Lan", "TH"], ["thai lan", "TH"], ["Ấn Độ", "IN"], ["an do", "IN"], ["Hà Lan", "NL"], ["Hoà Lan", "NL"], ["Hòa Lan", "NL"], ["ha lan", "NL"],
  ["Bỉ", "BE"], ["bỉ", "BE"], ["Áo", "AT"], ["áo", "AT"], ["Ba Lan", "PL"], ["Séc", "CZ"], ["Cu-ba", "CU"], ["cu ba", "CU"], ["Campuchia", "KH"],
  ["Mã Lai", "MY"], ["Thuỵ Sĩ", "CH"], ["Thụy Sĩ", "CH"], ["thuy si", "CH"], ["Thuỵ Điển", "SE"], ["Ả-rập Xê-út", "SA"], ["Miến Điện", "MM"],
  // English names and abbreviations.
  ["Japan", "JP"], ["japan", "JP"], ["germany", "DE"], ["United States", "US"], ["United Kingdom", "GB"], ["laos", "LA"], ["North Korea", "KP"],
  ["South Korea", "KR"], ["Republic of Korea", "KR"], ["UK", "GB"], ["U.K.", "GB"], ["USA", "US"], ["usa", "US"], ["U.S.A.", "US"], ["US", "US"],
  ["UAE", "AE"], ["uae", "AE"], ["DPRK", "KP"], ["dprk", "KP"], ["ROK", "KR"], ["Lao PDR", "LA"], ["Holland", "NL"], ["Burma", "MM"],
  // Codes, and what is a code in capitals only.
  ["JP", "JP"], ["jp", "JP"], ["CN", "CN"], ["FR", "FR"], ["MY", "MY"], ["DEU", "DE"], ["LA", "LA"], ["la", undefined], ["my", undefined],
  // Other scripts.
  ["中国", "CN"], ["日本", "JP"], ["Россия", "RU"],
  // Several begin so, in one language of names or across them: none is meant until one is left.
  ["chi", undefined], ["ba", undefined], ["united", undefined], ["aus", undefined], ["domin", undefined], ["aust", undefined],
  ["austri", "AT"], ["austra", "AU"], ["dominican", "DO"], ["chin", undefined], ["chil", "CL"], ["united k", "GB"], ["cộng hòa", undefined],
  // Nothing was said, or not what one country is called.
  ["nhất", undefined], ["thống nhất", undefined], ["rập", undefined], ["bản", undefined], ["quốc", undefined], ["lân", undefined],
  ["nhât", undefined], ["đuc", undefined], ["republic", undefined], ["korea", undefined], ["", undefined], [" ", undefined], ["-", undefined],
  ["!!!", undefined], ["\u0301", undefined], ["🎉", undefined], ["xyz", undefined],
];

test.each(TYPED)("%s", (typed, ...meantIn) => {
  const [vi, en = vi] = meantIn;
  expect([meant(COUNTRIES.vi, typed)?.iso2, meant(COUNTRIES.en, typed)?.iso2]).toEqual([vi, en]);
});

describe("whatever the country", () => {
  test.each(["vi", "en"] as const)("its whole name in %s takes it, however it was typed", (locale) => {
    const wrong = COUNTRIES[locale].flatMap((one) => {
      const typed = [one.label, one.label.normalize("NFD"), one.label.toUpperCase(), ` ${one.label} `];
      return typed.filter((text) => meant(COUNTRIES[locale], text) !== one);
    });
    expect(wrong).toEqual([]);
  });

  test("its code in capitals takes it or nothing", () => {
    const taken = FACTS.map(({ iso2 }) => [iso2, meant(COUNTRIES.vi, iso2)?.iso2 ?? iso2]);
    expect(taken.filter(([iso2, code]) => iso2 !== code)).toEqual([]);
  });

  test("Enter never takes one of whose names none begins with what was typed", () => {
    const plain = (text: string) =>
      unmarked(oneTonePlace(text))
        .toLowerCase()
        .replaceAll(/[.'’]/g, "")
        .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, " ")
        .trim();
    const words = new Set(FACTS.flatMap((one) => `${one.name_vi} ${one.name_en}`.split(/[\s()-]+/)).filter(Boolean));
    const wrong = [...words].filter((word) => {
      const one = meant(COUNTRIES.vi, word);
      return one && ![one.label, ...one.also].some((name) => plain(name).startsWith(plain(word)));
    });
    expect(words.size).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});
