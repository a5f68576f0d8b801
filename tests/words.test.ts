import fs from "node:fs";
import { expect, test } from "vitest";
import { RESOURCES } from "#modules/resources.server.ts";

const words = (language: string) =>
  JSON.parse(fs.readFileSync(`messages/${language}.json`, "utf8")) as Record<string, unknown>;

test("both languages have the same keys and none is empty", () => {
  const [vi, en] = [words("vi"), words("en")];
  expect(Object.keys(vi)).toEqual(Object.keys(en));
  expect(Object.entries({ ...vi, ...en }).filter(([, value]) => value === "")).toEqual([]);
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

test.each(Object.entries(RESOURCES))(
  "what was done with %s is said, and so are the fields of its form",
  (kind, one) => {
    const did = Object.entries(one.steps ?? {}).flatMap(([step, act]) => (act.did ? [] : [`did_${kind}_${step}`]));
    expect(did.filter((key) => !(key in words("en")))).toEqual([]);
    const [named] = words("en").field_name as [{ match: Record<string, string> }];
    const fields = Object.keys(one.edit?.form.shape ?? {}).filter((name) => name !== "version");
    expect(fields.filter((name) => !(`name=${name}` in named.match))).toEqual([]);
  },
);
