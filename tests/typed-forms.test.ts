import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AddressError } from "#platform/errors.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { day as dayOf } from "#platform/filter.ts";
import { readBy } from "#platform/forms.fixtures.ts";
import { amount, count, day, optionalDay, text, version } from "#platform/forms.ts";
import { typedDay, typedNumber } from "#platform/format.ts";
import type { Refusal } from "#platform/http.server.ts";
import { submit } from "#platform/http.server.ts";
import { currentAsTyped, understand } from "#platform/typed-form.server.ts";
import { readTyped, typedKinds } from "#platform/typed-form.ts";
import { inLocale } from "#platform/words.server.ts";
import { readForPage } from "../src/routes/list.server.ts";

const forms: [name: string, form: z.ZodType][] = [];
for (const file of fs.globSync("src/**/*.forms.ts"))
  for (const [name, form] of Object.entries((await import(path.resolve(file))) as Record<string, unknown>))
    if (form instanceof z.ZodObject || form instanceof z.ZodIntersection) forms.push([`${file} ${name}`, form]);

/** What a call is told that a field is; independent of how the door of the pages finds it out. */
function kindsInCalls(form: z.ZodType): Record<string, string> {
  const { properties = {} } = z.toJSONSchema(form, { io: "output", unrepresentable: "any" }) as {
    properties?: Record<string, { type?: string; pattern?: string; format?: string }>;
  };
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, { type, pattern, format }]) => {
      if (name === "version") return [];
      if (type === "integer") return [[name, "count"]];
      if (type === "number") return [[name, "amount"]];
      return format === "date" || pattern?.includes("\\d{4}-\\d{2}-\\d{2}") ? [[name, "day"]] : [];
    }),
  );
}

describe("every form of every module", () => {
  test("has its days and numbers read as typed", () => {
    const found = forms.map(([name, form]) => [name, typedKinds(form)] as const);
    expect(found.filter(([, kinds]) => Object.keys(kinds).length > 0).length).toBeGreaterThan(20);
    for (const [index, [name, form]] of forms.entries())
      expect([name, found[index]?.[1]]).toEqual([name, kindsInCalls(form)]);
  });

  const TYPED = { day: ["5/9/2026", "2026-09-05"], count: ["1.5e3"], amount: ["1.500", 1500] } as const;
  test.each(forms)("%s", (_name, form) => {
    for (const [name, kind] of Object.entries(typedKinds(form))) {
      const read = readTyped({ [name]: TYPED[kind][0] }, typedKinds(form), "vi");
      if (kind === "count") expect(read.doubts[name]?.code).toBe("typed_number");
      else expect([name, read.values[name], read.doubts]).toEqual([name, TYPED[kind][1], {}]);
    }
  });

  test("shows each of its days and numbers in a field that takes them so", () => {
    const kinds = Object.assign({}, ...forms.map(([, form]) => typedKinds(form))) as Record<string, string>;
    const wanted: Record<string, RegExp> = { day: /date|hidden/, count: /number|year|hidden/, amount: /decimal/ };
    const seen: string[] = [];
    for (const file of fs.globSync("src/**/*.svelte"))
      for (const [tag] of fs.readFileSync(file, "utf8").matchAll(/<Field\b[^>]*?name="\w+"[^]*?\/>/g)) {
        const name = /name="(\w+)"/.exec(tag)?.[1] ?? "";
        const kind = kinds[name];
        if (!kind) continue;
        seen.push(name);
        expect([file, name, /type=(?:"|\{[^}]*")(\w+)"/.exec(tag)?.[1] ?? "text"]).toEqual([
          file,
          name,
          expect.stringMatching(name === "quantity" ? /number|decimal/ : (wanted[kind] ?? /^$/)),
        ]);
      }
    expect(new Set(seen).size).toBeGreaterThan(15);
    const raw = fs
      .globSync("src/**/*.svelte")
      .filter((file) => /<input[^>]*type="(?:number|date)"/.test(fs.readFileSync(file, "utf8")));
    expect(raw).toEqual(["src/ui/TypedField.svelte"]);
  });
});

const form = z.object({
  title: text(20),
  from_on: day(),
  until_on: optionalDay(),
  people: count(1_000_000),
  amount_usd: amount(),
  version: version(),
});
const RIGHT = { title: "1.500", from_on: "5/9/2026", until_on: "", people: "", amount_usd: "0", version: "3" };
const readIn = (language: "vi" | "en", values: object) =>
  inLocale(language, () => understand({ ...RIGHT, ...values }, form)) as {
    input?: z.output<typeof form>;
    errors?: Record<string, string>;
  };

test.each([
  ["vi", "1.500", 1500],
  ["vi", "1,5", 1.5],
  ["vi", "1.5", 1.5],
  ["vi", "1.500,5", 1500.5],
  ["vi", "1500.5", 1500.5],
  ["vi", "1500", 1500],
  ["vi", "1.500 USD", 1500],
  ["vi", "1,5 triệu", 1_500_000],
  ["en", "1,500", 1500],
  ["en", "1.5", 1.5],
  ["en", "1,500.5", 1500.5],
  ["en", "$1,500", 1500],
] as const)("a sum, in %s: %s is %d", (language, typed, value) =>
  expect(readIn(language, { amount_usd: typed }).input?.amount_usd).toBe(value),
);

test.each([
  ["vi", "1,500", "1,500"],
  ["en", "1.500", "1.500"],
  ["vi", "1e300", "1e300"],
  ["vi", "0,001", "0,001"],
  ["vi", "khoảng 1.500", "khoảng 1.500"],
  ["vi", "1.500 đồng", "1.500 đồng"],
  ["en", "-5", "-5"],
  ["vi", "9.999.999.999.999.999", "9.999"],
] as const)("a sum that is in doubt is asked back beside its field, in %s: %s", (language, typed, quoted) => {
  const { errors, input } = readIn(language, { amount_usd: typed });
  expect(input).toBeUndefined();
  expect(Object.keys(errors ?? {})).toEqual(["amount_usd"]);
  expect(errors?.amount_usd).toContain(quoted);
});

test.each(["vi", "en"] as const)("a number of people groups its thousands either way, in %s", (language) => {
  for (const people of ["1.500", "1,500", "1 500", "1500", " 1500 người "])
    expect(readIn(language, { people }).input?.people).toBe(1500);
  expect(Object.keys(readIn(language, { people: "1.5" }).errors ?? {})).toEqual(["people"]);
});

describe.each(["vi", "en"] as const)("a day, in %s,", (language) => {
  test.each(["5/9/2026", "05/09/2026", "5-9-2026", "5.9.2026", "2026-09-05", "5 tháng 9 năm 2026", "5 September 2026"])(
    "%s",
    (from_on) => expect(readIn(language, { from_on }).input?.from_on).toBe("2026-09-05"),
  );
  test.each(["31/2/2026", "29/2/2023", "5/13/2026", "5/9", "9/2026", "1/1/1899", "3-6/4/2026", "soon", ""])(
    "%j is refused beside its field",
    (from_on) => {
      const { errors } = readIn(language, { from_on });
      expect(Object.keys(errors ?? {})).toEqual(["from_on"]);
      expect(errors?.from_on).not.toMatch(/_|2024-09-05/);
    },
  );
  test("that may be left out", () => {
    expect(readIn(language, { until_on: " " }).input).toMatchObject({
      until_on: undefined,
      title: "1.500",
      version: 3,
    });
    expect(readIn(language, { until_on: "6/9/2026" }).input?.until_on).toBe("2026-09-06");
  });
});

test("each field in doubt has its sentence, and so have those that are wrong otherwise", () => {
  const { errors } = readIn("vi", { title: "", from_on: "32/1/2026", amount_usd: "1,500" });
  expect(Object.keys(errors ?? {}).toSorted()).toEqual(["amount_usd", "from_on", "title"]);
});

test("a field of a sum takes the currency that its form keeps", () => {
  const money = z.object({ unit_price: amount(), currency: z.string() });
  const doubts = (unit_price: string, currency: string) =>
    readTyped({ unit_price, currency }, typedKinds(money), "vi").doubts;
  expect(doubts("2 triệu đồng", "VND")).toEqual({});
  expect(doubts("2 triệu đồng", "USD").unit_price?.code).toBe("typed_currency");
});

test.each(["vi", "en"] as const)("what a field shows is read back as the same, in %s", (language) =>
  inLocale(language, () => {
    for (const value of [0, 5, 999, 1000, 1500, 1500.5, 1234.56, 0.07, 2_500_000, 9_999_999_999_999.99]) {
      const read = understand({ ...RIGHT, amount_usd: typedNumber(value) }, form);
      expect("input" in read && read.input.amount_usd).toBe(value);
    }
    for (const value of ["2026-09-05", "1900-01-01", "2200-12-31", "2024-02-29"]) {
      const read = understand({ ...RIGHT, from_on: typedDay(value) }, form);
      expect("input" in read && read.input.from_on).toBe(value);
    }
  }),
);

test("beside what somebody else saved, only what means something else differs", () =>
  inLocale("vi", () => {
    const values = { ...RIGHT, amount_usd: "1500", people: "20" };
    const read = { ...values, amount_usd: 1500, people: 20, from_on: "2026-09-05" };
    const current = { from_on: "2026-09-05", until_on: "2026-09-09", people: 2500, amount_usd: 1500, version: 1200 };
    expect(currentAsTyped(current, { values, read, schema: form })).toEqual({
      from_on: "5/9/2026",
      until_on: "9/9/2026",
      people: "2.500",
      amount_usd: "1500",
      version: 1200,
    });
  }));

test("a refused form comes back with every text as it was typed", async () => {
  const typed = { ...RIGHT, from_on: "31/2/2026", amount_usd: "1,500", people: "1.500" };
  const body = new URLSearchParams(typed);
  const request = new Request("http://amity.example/somewhere", { method: "POST", body });
  const refused = await inLocale("vi", () =>
    submit({ request, locals: {} } as never, form, () => Promise.reject(new Error("not to be reached"))),
  );
  const { values, errors } = (refused as unknown as { data: { refusal: Refusal } }).data.refusal;
  expect(values).toEqual(typed);
  expect(Object.keys(errors).toSorted()).toEqual(["amount_usd", "from_on"]);
});

test("a call keeps its own shape of days and numbers", () => {
  expect(readBy(form, { ...RIGHT, from_on: "2026-09-05", amount_usd: "1500", people: 3 })).toMatchObject({
    from_on: "2026-09-05",
    amount_usd: 1500,
    people: 3,
  });
  expect(readBy(form, { ...RIGHT, people: "1,500", amount_usd: "1.500,5" })).toEqual({
    from_on: "error_day",
    people: "error_number",
    amount_usd: "error_number",
  });
});

test("a page's list takes its days as typed, a call YYYY-MM-DD alone", async () => {
  const schema = z.object({ from: dayOf("log_from"), to: dayOf("log_to") });
  const url = new URL("http://amity.example/log?from=5/9/2026&to=31/2/2026");
  // Nothing of this filter is asked of the database.
  const read = await readForPage({ url, locals: { locale: "vi" } as App.Locals }, undefined as never, schema);
  expect(read.filter).toEqual({ from: "2026-09-05" });
  expect(read.bar.boxes.map(({ value }) => value)).toEqual(["2026-09-05", ""]);
  expect(read.bar.refused).toEqual([expect.stringContaining("31/2/2026")]);
  expect(() => requireFilter(schema, new URLSearchParams({ from: "5/9/2026" }))).toThrow(AddressError);
});
