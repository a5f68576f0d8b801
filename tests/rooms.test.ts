import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The floors (design, section 5). Moving a module to another floor means changing this table, with a decision record. */
const FLOORS: string[][] = [
  ["access", "files", "deadlines", "reference"],
  ["units", "partners", "countries"],
  ["delegations", "activities", "aid-projects"],
  ["imports", "reports", "search"],
];
const DOOR = /\.(model|forms|columns|policy|queries\.server|commands\.server)\.ts$/;
/** better-auth and the papers are used by hooks and pages, not by other modules. */
const INSIDE_OWN_PAGES = /\.server\.ts$/;

const files = fs
  .readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((name) => path.join("src", name))
  .filter((name) => /\.(ts|svelte)$/.test(name) && !name.includes("src/words"));
const imports = files.flatMap((file) =>
  [...fs.readFileSync(file, "utf8").matchAll(/from "([^"]+)"|import "([^"]+)"/g)].map((match) => ({
    file,
    target: match[1] ?? match[2] ?? "",
  })),
);
const moduleOf = (name: string) => /(?:#|src\/)modules\/([^/]+)\//.exec(name)?.[1];
const floorOf = (name: string | undefined) => FLOORS.findIndex((floor) => floor.includes(name ?? ""));
const isTest = (file: string) => /\.(test|fixtures)\.ts$/.test(file);

test("every module stands on a floor", () => {
  const modules = fs.readdirSync("src/modules");
  expect(modules.filter((name) => floorOf(name) === -1)).toEqual([]);
});

test("modules import only downhill", () => {
  const uphill = imports.filter(({ file, target }) => {
    const [from, to] = [moduleOf(file), moduleOf(target)];
    return from && to && from !== to && !isTest(file) && floorOf(to) >= floorOf(from);
  });
  expect(uphill.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("other modules enter by the doors", () => {
  const broken = imports.filter(
    ({ file, target }) =>
      moduleOf(file) && moduleOf(target) && moduleOf(file) !== moduleOf(target) && !isTest(file) && !DOOR.test(target),
  );
  expect(broken.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("modules know neither Svelte nor HTTP nor pages", () => {
  const broken = imports.filter(
    ({ file, target }) => moduleOf(file) && /^(svelte|@sveltejs|\$app|#ui)|routes\/|http\.server/.test(target),
  );
  expect(broken).toEqual([]);
});

test("the platform knows no module, and components know none either", () => {
  const broken = imports.filter(({ file, target }) => /src\/(platform|ui)\//.test(file) && moduleOf(target));
  expect(broken).toEqual([]);
  expect(
    imports.filter(
      ({ file, target }) => file.startsWith("src/ui/") && /\.server/.test(target) && !/^import type/.test(target),
    ),
  ).toEqual([]);
});

test("only the platform opens connections", () => {
  const broken = imports.filter(
    ({ file, target }) =>
      target === "pg" && !file.startsWith("src/platform/") && !/sign-in\.server|reference\.commands/.test(file),
  );
  expect(broken.map(({ file }) => file)).toEqual([]);
});

test("pages use the insides of their own module only", () => {
  const broken = imports.filter(({ file, target }) => {
    const page = /src\/routes\/(?:\(desk\)|api\/v1)\/([^/]+)\//.exec(file)?.[1];
    return (
      page &&
      moduleOf(target) &&
      moduleOf(target) !== page &&
      !DOOR.test(target) &&
      INSIDE_OWN_PAGES.test(target) &&
      !/sign-in\.server|report-(words|papers)\.server/.test(target)
    );
  });
  expect(broken.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = files.filter(
    (file) => !file.endsWith("schema.gen.ts") && fs.readFileSync(file, "utf8").split("\n").length > 300,
  );
  expect(long).toEqual([]);
});
