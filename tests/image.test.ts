import fs from "node:fs";
import { builtinModules } from "node:module";
import { expect, test } from "vitest";
import { BUILDERS, KEPT } from "../bin/image.mjs";

const described = JSON.parse(fs.readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
const running = fs
  .globSync(["bin/{start,serve,bootstrap,amity,build-if-stale}.mjs", "src/**/*.ts"])
  .filter((file) => !/\.(test|fixtures)\.ts$|src\/words\/|src\/ui\//.test(file));
const nameOf = (asked: string) =>
  asked.startsWith("@") ? asked.split("/").slice(0, 2).join("/") : asked.split("/")[0];
const imports = running.flatMap((file) =>
  [
    ...fs.readFileSync(file, "utf8").matchAll(/^import (?!type )[^"]*"([^"#.$][^"]*)"|import\("([^"#.$][^"]*)"\)/gm),
  ].map((match) => ({ file, name: nameOf(match[1] ?? match[2] ?? "") ?? "" })),
);

test("what runs in the image imports nothing that was left out of it, and only what is named as needed", () => {
  expect(imports.length).toBeGreaterThan(100);
  const there = new Set(Object.keys(described.dependencies).filter((name) => !BUILDERS.includes(name)));
  const missing = imports.filter(
    ({ name }) => !name.startsWith("node:") && !builtinModules.includes(name) && !there.has(name),
  );
  expect(missing).toEqual([]);
  expect(BUILDERS.filter((name) => !(name in described.dependencies))).toEqual([]);
});

test("the image carries no tests, no demo, no documents", () => {
  for (const left of ["tests", "demo", "bench", "docs", "messages", "static"]) expect(KEPT).not.toContain(left);
  expect(fs.readFileSync("Dockerfile", "utf8")).toContain("node bin/image.mjs --here");
  expect(fs.readFileSync("Dockerfile", "utf8")).toMatch(/USER node/);
});

test("a copy for the web knows no owner of the database, and its secrets lie in files", () => {
  const compose = fs.readFileSync("compose.yaml", "utf8");
  const web = compose.slice(compose.indexOf("  one:"), compose.indexOf("\nsecrets:"));
  expect(web).not.toMatch(/owner/i);
  expect(compose).not.toMatch(/POSTGRES_PASSWORD:|AMITY_SECRET:|DATABASE_URL:|DATABASE_OWNER_URL:/);
});

test("where compose runs it, one service keeps the backups: it knows the owner and the key, and opens no port", () => {
  const compose = fs.readFileSync("compose.yaml", "utf8");
  const services = compose.slice(0, compose.indexOf("\nsecrets:")).split(/\n  (?=\w+:)/);
  const knowing = services.filter((one) => /secrets: \[.*owner_url/.test(one));
  expect(knowing.map((one) => /"(migrate|keep)"\]/.exec(one)?.[1])).toEqual(["migrate", "keep"]);
  expect(knowing.filter((one) => one.includes("ports:"))).toEqual([]);
  expect(knowing[1]).toMatch(/restart: unless-stopped[^]*backup_key[^]*files:\/app\/\.amity[^]*AMITY_BACKUP: daily@/);
  const docker = fs.readFileSync("Dockerfile", "utf8");
  expect(docker).toMatch(/^HEALTHCHECK .*\/api\/v1\/health/m);
  expect(docker).toMatch(/^VOLUME \/app\/\.amity$/m);
});
