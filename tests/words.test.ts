import fs from "node:fs";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { DELEGATION_PARTS } from "#modules/delegations/delegation.parts.server.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { locales } from "#words/runtime.js";

const words = (language: string) =>
  JSON.parse(fs.readFileSync(`messages/${language}.json`, "utf8")) as Record<string, unknown>;

/** The list of languages is project.inlang's; what is not said in one of them fails here. */
describe.each(locales)("the words in %s", (language) => {
  const own = words(language);

  test("have the same keys as those of every other language, and none is empty", () => {
    expect(Object.keys(own)).toEqual(Object.keys(words("en")));
    expect(Object.entries(own).filter(([, value]) => value === "")).toEqual([]);
  });

  test("are filled with the same as those in English", () => {
    const inputs = (language_: string) =>
      Object.entries(words(language_)).map(([key, word]) => {
        const texts = typeof word === "string" ? [word] : Object.values((word as Chosen)[0].match);
        return [key, [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].toSorted().join()];
      });
    expect(inputs(language)).toEqual(inputs("en"));
  });

  test("no number goes without its plural", () => {
    const kinds = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const lacking = Object.entries(own).flatMap(([key, word]) => {
      if (typeof word === "string" || !(word as Chosen)[0].selectors.includes("countPlural")) return [];
      const match = Object.keys((word as Chosen)[0].match);
      const has = (kind: string) => match.includes("countPlural=*") || match.includes(`countPlural=${kind}`);
      return kinds.every(has) ? [] : [key];
    });
    expect(lacking).toEqual([]);
  });
});
type Chosen = [{ selectors: string[]; match: Record<string, string> }];

test("French is written as an institution writes it", () => {
  const texts = Object.values(words("fr"))
    .flatMap((word) => (typeof word === "string" ? [word] : Object.values((word as Chosen)[0].match)))
    .map((text) => text.replaceAll(/\{\w+\}/g, "…"));
  const found = (fault: RegExp) => texts.filter((text) => fault.test(text));
  expect(found(/!|\b(?:e-?mails?|mails?)\b|(?<![\p{L}’-])(?:tu|toi|ta|tes)(?![\p{L}-])/iu)).toEqual([]);
  // A no-break space before a mark of two parts, and inside what is quoted; a typographer's apostrophe.
  expect(found(/ [:;?»%]|« |[\p{L}…][?»]|«[\p{L}…]|\p{L}'\p{L}/u)).toEqual([]);
});

test("no key stands twice: of two texts under one key the first would be lost without a word", () => {
  for (const language of locales) {
    const keys: readonly string[] = fs.readFileSync(`messages/${language}.json`, "utf8").match(/^ {2}"\w+":/gm) ?? [];
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  }
});

test("every word is used and every code has its words", () => {
  const source = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.startsWith("words"))
    .map((name) => fs.readFileSync(`src/${name}`, "utf8"))
    .join("\n");
  const built = /^(did|digest|history|notice|sentence|figure|report_section|error|rule|import_encoding|nav)_/;
  expect(
    Object.keys(words("en")).filter(
      (key) => !built.test(key) && !source.includes(`m.${key}(`) && !source.includes(`"${key}"`),
    ),
  ).toEqual([]);
  const codes = [...source.matchAll(/"((?:rule|error)_[a-z_]+)"/g)].map((match) => match[1] ?? "");
  expect(codes.filter((code) => !(code in words("en")))).toEqual([]);
});

/** Where the day named is the first that no longer counts (platform/running.ts), the field says so, whatever is ended. */
test("the last day of a role, a signature, a rule or a post says whether it is included", () => {
  const pages = fs.readdirSync("src/routes", { recursive: true, encoding: "utf8" });
  const ending = pages.filter((name) => /(people|signature|delegations.routes|posts)\b.*\.svelte$/.test(name));
  const fields = ending.flatMap((name) => [
    ...fs.readFileSync(`src/routes/${name}`, "utf8").matchAll(/<Field\s+name="until_on"[^>]*label=\{m\.(\w+)\(/g),
  ]);
  expect(fields.length).toBeGreaterThan(3);
  expect([...new Set(fields.map(([, word]) => word))]).toEqual(["date_until_excluded"]);
  const said = locales.map((language) => words(language).date_until_excluded);
  expect(said).toEqual(
    ["không kể", "not included", "non compris"].map((one) => expect.stringContaining(one) as string),
  );
});

test.each(Object.entries(RESOURCES))(
  "what was done with %s is said, and so are the fields of its form",
  (kind, one) => {
    const did = Object.entries(one.steps ?? {}).flatMap(([step, act]) => (act.did ? [] : [`did_${kind}_${step}`]));
    expect(did.filter((key) => !(key in words("en")))).toEqual([]);
    const fields = Object.keys(one.edit?.form.shape ?? {}).filter((name) => name !== "version");
    expect(fields.filter(isUnnamed)).toEqual([]);
  },
);

const BELOW: [string, Record<string, { form: z.ZodObject; correction?: z.ZodObject }>][] = [
  ["delegation", DELEGATION_PARTS.parts],
  ["partner", PARTNER_PARTS.parts],
  ["aid_project", AID_PROJECT_PARTS.parts],
];
test.each(BELOW)("the fields of what stands below a %s have names", (_kind, parts) => {
  const fields = Object.values(parts).flatMap(({ form, correction = form }) => [
    ...Object.keys(form.shape),
    ...Object.keys(correction.shape),
  ]);
  expect([...new Set(fields)].filter(isUnnamed)).toEqual([]);
});

/** Beside what somebody else saved meanwhile, a field is called by its name. */
function isUnnamed(name: string): boolean {
  const [named] = words("en").field_name as [{ match: Record<string, string> }];
  return !(`name=${name}` in named.match);
}
