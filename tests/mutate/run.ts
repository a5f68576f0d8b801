// Breaks the business on purpose, a little at a time, and counts how many breaks some test notices: `npm run mutate -- [module …]`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** What is broken: kind of file, how much of it (1 is every line), and the share of breaks that must be noticed. */
const KINDS = [
  { name: "models", files: /\.model\.ts$/, share: 1, aim: 85 },
  { name: "policies", files: /\.policy\.ts$|platform\/(actor|doors|tree)\.ts$/, share: 1, aim: 85 },
  { name: "clocks", files: /modules\/deadlines\/.*\.ts$|platform\/(time|running)\.ts$/, share: 1, aim: 85 },
  { name: "forms", files: /\.(forms|filter|parts|columns)\.ts$|platform\/forms\.ts$/, share: 0.5, aim: 70 },
  { name: "jobs", files: /\.jobs\.server\.ts$|-papers\.server\.ts$/, share: 0.5, aim: 70 },
  { name: "commands", files: /\.commands\.server\.ts$/, share: 0.2, aim: 70 },
  { name: "queries", files: /\.queries\.server\.ts$/, share: 0.2, aim: 70 },
] as const;

type Mutant = { status: string; mutatorName: string; location: { start: { line: number } }; replacement?: string };
type Report = { files: Record<string, { mutants: Mutant[] }> };

const seed = process.env.AMITY_SEED ?? "amity";
const wanted = process.argv.slice(2);

const files = fs
  .readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((name) => path.join("src", name))
  .filter(
    (name) => /src\/(modules|platform)\//.test(name) && name.endsWith(".ts") && !/\.(test|fixtures)\.ts$/.test(name),
  )
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const kindOf = (file: string) => KINDS.find((kind) => kind.files.test(file));
const moduleOf = (file: string) =>
  file
    .split("/")
    .slice(1, 3)
    .join("/")
    .replace(/^modules\/|\/[^/]*\.ts$/g, "");

/** The lines that are broken: all of them, or a share that the seed chooses, the same each time. */
function chosenLines(file: string, share: number): string[] {
  if (share === 1) return [file];
  const lines = fs.readFileSync(file, "utf8").split("\n").length;
  const isChosen = (line: number) =>
    createHash("sha256").update(`${seed}:${file}:${line}`).digest().readUInt32BE() / 2 ** 32 < share;
  return Array.from({ length: lines }, (_, index) => index + 1)
    .filter(isChosen)
    .map((line) => `${file}:${line}-${line}`);
}

const CONFIG = "stryker.config.json";
fs.writeFileSync(
  CONFIG,
  JSON.stringify({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "tests/mutate/vitest.config.ts", related: true },
    mutate: files.flatMap((file) => chosenLines(file, kindOf(file)?.share ?? 0)),
    // A changed text is either words or a column's name, which the database refuses at once.
    mutator: { excludedMutations: ["StringLiteral"] },
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: ".mutation.json" },
    concurrency: 2,
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    tempDirName: ".stryker-tmp",
    ignorePatterns: ["build", ".svelte-kit", ".amity*", "gallery", "docs", "bench"],
  }),
);
spawnSync(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", CONFIG], { stdio: "inherit" });
fs.rmSync(CONFIG);

const report = JSON.parse(fs.readFileSync(".mutation.json", "utf8")) as Report;
const scores = new Map<string, { noticed: number; all: number; aim: number }>();
for (const [file, { mutants }] of Object.entries(report.files)) {
  const kind = kindOf(file);
  if (!kind) continue;
  for (const mutant of mutants.filter((one) => /Killed|Timeout|Survived|NoCoverage/.test(one.status))) {
    const isNoticed = /Killed|Timeout/.test(mutant.status);
    for (const name of [`${kind.name} (all)`, `${kind.name} ${moduleOf(file)}`]) {
      const score = scores.get(name) ?? { noticed: 0, all: 0, aim: kind.aim };
      scores.set(name, { ...score, noticed: score.noticed + Number(isNoticed), all: score.all + 1 });
    }
    if (!isNoticed)
      console.log(
        `survived ${file}:${mutant.location.start.line} ${mutant.mutatorName} -> ${mutant.replacement ?? ""}`,
      );
  }
}
const percent = (score: { noticed: number; all: number }) => Math.round((100 * score.noticed) / score.all);
console.log("\n| what | breaks | noticed | % | aim |\n| --- | --- | --- | --- | --- |");
for (const [name, score] of [...scores].toSorted(([one], [other]) => one.localeCompare(other)))
  console.log(`| ${name} | ${score.all} | ${score.noticed} | ${percent(score)} | ${score.aim} |`);
