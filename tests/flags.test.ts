import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { SaxesParser } from "saxes";
import { expect, test } from "vitest";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import { thinFlag } from "../bin/thin-flag.ts";

const files = fs.globSync("node_modules/flag-icons/flags/4x3/??.svg");
const flags = new Map(
  files.map((file) => [path.basename(file, ".svg").toUpperCase(), thinFlag(fs.readFileSync(file, "utf8"))]),
);

test("every country of the facts has its flag", () => {
  const codes = readFacts<{ iso2: string }>("countries").map(({ iso2 }) => iso2);
  expect(codes.length).toBeGreaterThan(190);
  expect(codes.filter((iso2) => !flags.has(iso2))).toEqual([]);
});

test("no flag is heavier than 4 KB as it travels, and each is a drawing that is whole", () => {
  const heavy = [...flags].filter(([, svg]) => zlib.gzipSync(svg).length > 4096).map(([iso2]) => iso2);
  expect(heavy).toEqual([]);
  for (const [iso2, svg] of flags) {
    const shapes: string[] = [];
    const parser = new SaxesParser({ xmlns: true });
    parser.on("opentag", ({ name, attributes }) => name === "path" && shapes.push(attributes.d?.value ?? ""));
    parser.on("error", (cause) => expect.fail(`${iso2}: ${cause.message}`));
    parser.write(svg).close();
    expect([iso2, shapes.filter((d) => (d !== "" && !/^\s*[mM]/.test(d)) || /NaN|Infinity|undefined/.test(d))]).toEqual(
      [iso2, []],
    );
  }
});

test("a light flag stays as it was drawn; of a heavy one the curves keep their course and dots go", () => {
  const light = '<svg viewBox="0 0 640 480"><path d="M0 0h640v480H0z"/></svg>';
  expect(thinFlag(light)).toBe(light);
  const dots = Array.from({ length: 4000 }, (_, at) => `<path d="M${at % 97}.${at} ${at % 89}.${at}h.3v.2z"/>`).join(
    "",
  );
  const disc =
    '<g transform="scale(2)"><path fill="red" d="M160 70a50 50 0 0150 50 50 50 0 11-50-50zm9 9s30 0 30 30z"/></g>';
  const thin = thinFlag(`<svg viewBox="0 0 640 480">${dots}${disc}</svg>`);
  expect(thin.match(/<path/g)).toHaveLength(1);
  const numbers = [...(/d="M([^l]*)l/.exec(thin)?.[1] ?? "").matchAll(/[\d.]+/g)].map(Number);
  expect(numbers).toEqual([160, 70]);
  expect(thin).toContain("</g></svg>");
});
