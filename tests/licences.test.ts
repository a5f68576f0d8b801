import fs from "node:fs";
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

// What is shipped with Amity and under which licence (docs/security/components.md).

type Package = { version?: string; license?: string; dev?: boolean; devOptional?: boolean };
const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Package> };
const PARTS = Object.entries(packages).filter(([place]) => place !== "");

const ALLOWED = new Set([
  ...[
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Python-2.0",
    "Zlib",
  ],
  // Weak copyleft, of whole files that we leave as they are.
  "MPL-2.0",
  // Data, not programs: what browsers can do.
  ...["CC-BY-4.0", "CC0-1.0"],
]);
/** Packages whose lock names no licence, with the one that stands in them. */
const LOOKED_UP: Record<string, string> = {
  "@inlang/plugin-message-format": "MIT",
  "sqlite-wasm-kysely": "MIT",
};

const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

/** An expression of SPDX holds when one side of an OR, and both of an AND, are allowed. */
function isAllowed(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, "");
  return bare.split(" OR ").some((side) => side.split(" AND ").every((one) => ALLOWED.has(one)));
}

test("every package is under a licence that is allowed", () => {
  const refused = PARTS.filter(([place, { license }]) => !isAllowed(license ?? LOOKED_UP[nameOf(place)] ?? "none"));
  expect(refused.map(([place, { license }]) => `${nameOf(place)} ${license}`)).toEqual([]);
});

test("a licence is looked up only where the lock names none", () => {
  for (const name of Object.keys(LOOKED_UP))
    expect(PARTS.filter(([place, { license }]) => nameOf(place) === name && license === undefined)).toHaveLength(1);
});

test("a copyleft licence is not allowed by a bracket or a word beside it", () => {
  expect(["GPL-3.0-or-later", "(MIT AND GPL-3.0-or-later)", "none", ""].filter(isAllowed)).toEqual([]);
});

type Component = { name: string; version: string; hashes?: unknown[]; properties: { name: string }[] };

const isForDevelopers = ({ properties }: Component) => properties.some(({ name }) => name.endsWith(":development"));

function readBill(): { bomFormat: string; components: Component[] } {
  const { scripts } = JSON.parse(fs.readFileSync("package.json", "utf8")) as { scripts: { sbom: string } };
  const [program = "", ...given] = scripts.sbom.split(" ");
  return JSON.parse(execFileSync(program, given, { encoding: "utf8", maxBuffer: 64_000_000 })) as never;
}

test("the bill of materials names every package with its digest, and says which are not shipped", () => {
  const { bomFormat, components } = readBill();
  expect(bomFormat).toBe("CycloneDX");
  const shipped = new Set(
    components.filter((one) => !isForDevelopers(one)).map(({ name, version }) => `${name}@${version}`),
  );
  const ours = PARTS.filter(([, { dev, devOptional }]) => !dev && !devOptional).map(
    ([place, { version }]) => `${nameOf(place)}@${version}`,
  );
  expect(ours.filter((one) => !shipped.has(one))).toEqual([]);
  expect(components.length).toBeGreaterThan(shipped.size);
  expect(components.filter(({ hashes }) => hashes === undefined)).toEqual([]);
});
