import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** The floors (ARCHITECTURE.md). Moving a module to another floor means changing this table, with a decision record. */
const FLOORS: string[][] = [
  ["units", "deadlines", "reference"],
  ["access", "files", "identity"],
  ["exchanges", "registers", "paper-templates"],
  ["partners", "countries"],
  ["delegations", "activities", "aid-projects"],
  ["imports", "notes"],
  ["resources"],
  ["reports", "search", "sharing", "today", "calendar", "learning", "derived"],
];
const DOOR =
  /\.(model|forms|filter|columns|answers|policy|queries\.server|commands\.server)\.ts$|\/resources\.server\.ts$/;
/** What a module gives to the register goes by the register alone. */
const isDoor = (file: string, target: string) =>
  DOOR.test(target) || (moduleOf(file) === "resources" && /\.resource\.server\.ts$/.test(target));
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
/** The register of resources is one file on a floor of its own. */
const moduleOf = (name: string) => /(?:#|src\/)modules\/([^/]+?)(?:\/|\.server\.ts$)/.exec(name)?.[1];
const floorOf = (name: string | undefined) => FLOORS.findIndex((floor) => floor.includes(name ?? ""));
const isTest = (file: string) => /\.(test|fixtures)\.ts$/.test(file);

test("every module stands on a floor, and the floors hold no other", () => {
  const modules = fs.readdirSync("src/modules").map((name) => name.replace(/\.server\.ts$/, ""));
  expect(modules.toSorted()).toEqual(FLOORS.flat().toSorted());
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
      moduleOf(file) &&
      moduleOf(target) &&
      moduleOf(file) !== moduleOf(target) &&
      !isTest(file) &&
      !isDoor(file, target),
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

test("only the command line and a demo start know the demo, and carry it only when they load it", () => {
  const knowing = [...files, ...fs.readdirSync("bin").map((name) => `bin/${name}`)].filter((file) =>
    fs.readFileSync(file, "utf8").includes("#demo/"),
  );
  expect(knowing).toEqual(["src/prepare.server.ts", "src/cli/commands.ts"]);
  for (const file of knowing) expect(fs.readFileSync(file, "utf8")).not.toMatch(/from "#demo\//);
  expect(fs.readFileSync("src/prepare.server.ts", "utf8")).toMatch(/if \(config\.isDemo && .*\) await loadDemo\(/);
});

test("only the platform opens connections", () => {
  const broken = imports.filter(
    ({ file, target }) =>
      target === "pg" && !file.startsWith("src/platform/") && !/sign-in-pool\.server|reference\.commands/.test(file),
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
      !isDoor(file, target) &&
      INSIDE_OWN_PAGES.test(target) &&
      !/sign-in\.server|report-(words|papers)\.server/.test(target)
    );
  });
  expect(broken.map(({ file, target }) => `${file} -> ${target}`)).toEqual([]);
});

test("nothing lies about between the rooms: the desk's folder holds its frame and its home", () => {
  const loose = fs
    .readdirSync("src/routes/(desk)", { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("+"));
  expect(loose.map((entry) => entry.name)).toEqual([]);
});

/** A table begins with its module's noun, the singular of its name; where it does not, the module says so here. */
const OTHER_NOUNS: Record<string, string[]> = {
  access: ["access", "auth", "notification"],
  reference: ["reference", "reference."],
};
const PLATFORM_TABLES = [
  "backup_run",
  "history",
  "union_address",
  "history_check",
  "history_seal",
  "history_shape",
  "history_state",
  "history_tally",
  "idempotency_key",
  "mail_outbox",
  "schema_migration",
  "security_event",
];

const schema = fs.readFileSync("src/platform/schema.gen.ts", "utf8").split("export interface DB {")[1] ?? "";
const tables = [...schema.matchAll(/^ {2}"?([a-z_.]+)"?: /gm)].map(([, name]) => name ?? "");
const singular = (module: string) => module.replaceAll("-", "_").replace(/ies$/, "y").replace(/s$/, "");
const ownerOf = (table: string) =>
  FLOORS.flat().find((module) =>
    (OTHER_NOUNS[module] ?? [singular(module)]).some(
      (noun) => table === noun || table.startsWith(noun.endsWith(".") ? noun : `${noun}_`),
    ),
  );

function touched(pattern: RegExp) {
  return files
    .filter((file) => /src\/(modules|routes)\//.test(file) && !isTest(file))
    .flatMap((file) =>
      [...fs.readFileSync(file, "utf8").matchAll(pattern)].map((match) => ({
        file,
        table: match[1] ?? match[2] ?? "",
      })),
    )
    .filter(({ table }) => tables.includes(table));
}
const places = (found: { file: string; table: string }[]) => [
  ...new Set(found.map(({ file, table }) => `${file}: ${table}`)),
];

test("every table is a module's or the platform's own", () => {
  expect(tables.length).toBeGreaterThan(50);
  expect(tables.filter((table) => !PLATFORM_TABLES.includes(table) && !ownerOf(table))).toEqual([]);
});

test("only its module writes a table; pages write none", () => {
  const writes = touched(
    /(?:insertInto|updateTable|deleteFrom|(?:insert|update)Many)\(\s*(?:work,\s*)?"([a-z_.]+)"|\b(?:insert into|update|delete from)\s+([a-z_.]+)/gi,
  );
  expect(writes.length).toBeGreaterThan(50);
  expect(places(writes.filter(({ file, table }) => ownerOf(table) !== moduleOf(file)))).toEqual([]);
});

test("a module reads its own tables and those below it; others' only as the facts they say", () => {
  const reads = touched(/(?:selectFrom|[a-z]Join)\(\s*\[?"([a-z_.]+)|\b(?:from|join)\s+([a-z_.]+)/g);
  /** The shared facts, and the views of them with what the union corrected. */
  const isShared = (table: string) => /^reference[._]/.test(table) && table !== "reference_correction";
  const isFact = (table: string) => table.endsWith("_fact") || isShared(table);
  const foreign = reads.filter(({ file, table }) => {
    const [reader, owner] = [moduleOf(file), ownerOf(table)];
    return owner && owner !== reader && !isFact(table) && !(reader && floorOf(owner) < floorOf(reader));
  });
  expect(reads.length).toBeGreaterThan(100);
  expect(places(foreign)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = files.filter(
    (file) => !file.endsWith("schema.gen.ts") && fs.readFileSync(file, "utf8").split("\n").length > 300,
  );
  expect(long).toEqual([]);
});
