import { describe, expect, test } from "vitest";
import { COUNTRY_FACTS, KNOWN_COUNTRIES } from "#modules/reference/country-names.fixtures.ts";
import { readCountries } from "#platform/typed-country.ts";
import { readDay } from "#platform/typed-day.ts";
import { readAmount, readCount } from "#platform/typed-number.ts";
import { judged, seeded } from "#platform/typed-texts.fixtures.ts";
import type { Verdict } from "#platform/verdict.ts";

type Value = string | number | string[];
type Read = Verdict<Value> & { currency?: string };

/** A verdict as the tables write it; where something was understood, this is its canonical writing as well. */
function written(read: Read): string {
  if (read.verdict !== "understood") return `${read.verdict} ${read.code}`;
  const value = Array.isArray(read.value) ? read.value.join(" ") : String(read.value);
  const end = read.end === undefined ? "" : `/${String(read.end)}`;
  return [read.qualifier, value + end, read.currency].filter(Boolean).join(" ");
}

const countries = (text: string) => readCountries(text, KNOWN_COUNTRIES);
const READERS = {
  days: { vi: readDay, en: readDay },
  counts: { vi: readCount, en: readCount },
  amounts: { vi: (text: string) => readAmount(text, "vi"), en: (text: string) => readAmount(text, "en") },
  countries: { vi: countries, en: countries },
} satisfies Record<string, Record<"vi" | "en", (text: string) => Read>>;
const TABLES = Object.keys(READERS) as (keyof typeof READERS)[];

test("the tables hold more than 600 texts, and none of them twice", () => {
  const counted = TABLES.map((table) => judged(table).length);
  expect(counted.map((count, at) => count >= [220, 90, 90, 200][at]!)).toEqual([true, true, true, true]);
  for (const table of TABLES) {
    const texts = judged(table).map((one) => one.text);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
  }
});

test.each(TABLES)("each text of %s is read as its line says", (table) => {
  const wrong = judged(table).flatMap(({ text, ...verdicts }) =>
    (["vi", "en"] as const).flatMap((language) => {
      const read = written(READERS[table][language](text));
      return read === verdicts[language] ? [] : [{ text, language, read, right: verdicts[language] }];
    }),
  );
  expect(wrong).toEqual([]);
});

/** What was understood, written once and plainly, as somebody would type it again. */
function again(table: keyof typeof READERS, read: Read): string {
  const plain = written(read).replace(/^(approximate|expected) /, (_, word: string) =>
    word === "expected" ? "expected " : "~",
  );
  if (table === "countries") return plain.replaceAll(" ", "; ");
  return plain.replace(/^nearly /, "gần ").replace(/^over /, "hơn ");
}

describe("no text is understood as a value that is read otherwise when it is written again", () => {
  const seed = Number(process.env.AMITY_TEXTS_SEED ?? 20_241_126);
  const PIECES: Record<keyof typeof READERS, string[]> = {
    days: "0 1 2 3 4 5 9 10 12 13 20 24 28 29 30 31 32 1999 2024 2025 20240905 45540 / - . , : ; ( ) ~ – ngày tháng năm thứ hai tư năm bảy chủ nhật CN T5 đến từ và - / sáng tối 8h30 08:30 Sep September may Mar of th T Z + khoảng dự kiến giờ AM Thu Mon mười quý".split(
      " ",
    ),
    counts:
      "0 1 2 3 5 05 10 12 80 100 200 500 000 1200 . , ' - + % ~ ( ) / x k m người đại biểu nghìn triệu khoảng gần hơn trên > people và lượt e E".split(
        " ",
      ),
    amounts:
      "0 1 2 3 5 05 10 12 80 100 200 500 000 1200 . , ' - + % ~ ( ) / k m bn nghìn triệu tỷ tr đồng đ ₫ $ US$ USD EUR VND million billion khoảng gần hơn e".split(
        " ",
      ),
    countries:
      "Pháp Lào Anh Mỹ Guinea Bissau Congo Dem. Rep. Korea , ; / và and & - ( ) Trinidad Tobago Bosnia Herzegovina LA FR MY NGA no in Sudan South Niger ia Hong Kong China Republic of the Ireland North \n".split(
        " ",
      ),
  };

  /** Pieces in a row, or a text of the table with a letter lost, doubled or replaced. */
  function generator(table: keyof typeof READERS): () => string {
    const random = seeded(seed);
    const among = (all: string[]) => all[Math.floor(random() * all.length)] ?? "";
    const known = judged(table).map((one) => one.text);
    const pieces = () =>
      Array.from(
        { length: 1 + Math.floor(random() * 7) },
        () => among(PIECES[table]) + (random() < 0.4 ? " " : ""),
      ).join("");
    const changed = () => {
      const text = among(known);
      const at = Math.floor(random() * text.length);
      const put = random() < 0.3 ? "" : random() < 0.5 ? among(PIECES[table]) : (text[at] ?? "").repeat(2);
      return text.slice(0, at) + put + text.slice(at + 1);
    };
    return () => (random() < 0.5 ? pieces() : changed());
  }

  test.each(TABLES)("%s, of 20,000 generated texts", (table) => {
    const generate = generator(table);
    const differing: unknown[] = [];
    let understood = 0;
    for (let made = 0; made < 20_000; made += 1) {
      const text = generate();
      for (const language of ["vi", "en"] as const) {
        const read = READERS[table][language](text);
        if (read.verdict !== "understood") continue;
        understood += 1;
        const second = READERS[table][language](again(table, read));
        if (written(second) !== written(read)) differing.push({ text, language, read, second });
      }
    }
    expect(differing.slice(0, 5)).toEqual([]);
    // A reader that refuses all would pass too.
    expect(understood).toBeGreaterThan(1000);
  });

  test("days of three centuries, in every common writing", () => {
    const random = seeded(seed);
    for (let made = 0; made < 4000; made += 1) {
      const date = new Date(Date.UTC(1900, 0, 1 + Math.floor(random() * 109_900)));
      const [day, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
      const iso = date.toISOString().slice(0, 10);
      const name = date.toLocaleString("en-GB", { month: "long", timeZone: "UTC" });
      for (const text of [
        `${day}/${month}/${year}`,
        `ngày ${day} tháng ${month} năm ${year}`,
        `${day} ${name} ${year}`,
        iso,
      ])
        expect([text, written(readDay(text))]).toEqual([text, iso]);
    }
  });

  test("amounts and counts, as each language writes them", () => {
    const random = seeded(seed);
    for (let made = 0; made < 4000; made += 1) {
      const value = Number((10 ** (random() * 13)).toFixed(2));
      for (const [language, tag] of [
        ["vi", "vi-VN"],
        ["en", "en-GB"],
      ] as const) {
        const text = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(value);
        expect([text, written(readAmount(text, language))]).toEqual([text, String(value)]);
        const count = Math.floor(value) % 2_147_483_648;
        const whole = new Intl.NumberFormat(tag).format(count);
        expect([whole, written(readCount(whole))]).toEqual([whole, String(count)]);
      }
    }
  });
});

test("each of the world's countries is known by every name in the facts, and by its code", () => {
  expect(COUNTRY_FACTS.length).toBeGreaterThan(200);
  const lost = COUNTRY_FACTS.flatMap(({ iso2, name_en, name_vi, names_other }) =>
    [iso2, name_en, name_vi, ...names_other].filter((name) => written(countries(name)) !== iso2),
  );
  // "NGA" is the code of Nigeria, and Russia to whoever writes Vietnamese in capitals.
  expect(lost).toEqual(["NGA"]);
});

test("two codes side by side are these two countries, whatever they spell together", () => {
  const codes = COUNTRY_FACTS.map(({ iso2 }) => iso2);
  const wrong = codes.flatMap((one) =>
    codes.filter((other) => other > one && written(countries(`${one}, ${other}`)) !== `${one} ${other}`),
  );
  expect(wrong).toEqual([]);
});

test.each([" ", "-", "\t"])("with only %j between them two codes are never one country", (between) => {
  const codes = COUNTRY_FACTS.map(({ iso2 }) => iso2);
  const one = (read: string) => /^[A-Z]{2}$/.test(read);
  const wrong = codes.flatMap((first) =>
    codes
      .map((second) => `${first}${between}${second}`)
      .filter((text) => text.slice(0, 2) !== text.slice(-2) && one(written(countries(text)))),
  );
  expect(wrong).toEqual([]);
});

test("what sets two countries apart by marks alone is never left out of account", () => {
  const both = [...KNOWN_COUNTRIES.names.folded].filter(
    ([, alike]) => new Set(alike.flatMap(({ ids }) => [...ids])).size > 1,
  );
  expect(both.map(([name]) => name)).toEqual([]);
  expect(KNOWN_COUNTRIES.names.exact.size).toBeGreaterThan(1500);
});
