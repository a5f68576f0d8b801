// Breaks the business on purpose, a little at a time, and counts how many breaks some test notices: `npm run mutate -- [part of a path …]`.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Kind } from "./kinds.ts";
import { kindOf } from "./kinds.ts";
import { printScores } from "./score.ts";

const seed = process.env.AMITY_SEED ?? "amity";
/** How much more or less than the usual shares is broken of what needs a database. */
const more = Number(process.env.AMITY_MUTATE_SHARE ?? 1);
const wanted = process.argv.slice(2);

const files = fs
  .readdirSync("src", { recursive: true, encoding: "utf8" })
  .map((name) => path.join("src", name))
  .filter((name) => /src\/(modules|platform)\//.test(name) && name.endsWith(".ts"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

/** The lines that are broken: all of them, or a share that the seed chooses, the same each time. */
function chosenLines(file: string, share: number): string[] {
  if (share >= 1) return [file];
  const lines = fs.readFileSync(file, "utf8").split("\n").length;
  const isChosen = (line: number) =>
    createHash("sha256").update(`${seed}:${file}:${line}`).digest().readUInt32BE() / 2 ** 32 < share;
  return Array.from({ length: lines }, (_, index) => index + 1)
    .filter(isChosen)
    .map((line) => `${file}:${line}-${line}`);
}

/** Breaks what is noticed by one of the two groups of tests; the report of it, if there was anything to break. */
function breakWhatIsSeen(by: Kind["by"]): string[] {
  const mutate = files.flatMap((file) => {
    const kind = kindOf(file);
    return kind?.by === by ? chosenLines(file, kind.share === 1 ? 1 : kind.share * more) : [];
  });
  if (mutate.length === 0) return [];
  const report = `.mutation-${by}.json`;
  const config = `stryker-${by}.config.json`;
  fs.rmSync(report, { force: true });
  fs.writeFileSync(
    config,
    JSON.stringify({
      testRunner: "vitest",
      plugins: ["@stryker-mutator/vitest-runner"],
      vitest: { configFile: `tests/mutate/${by}.config.ts`, related: true },
      mutate,
      // A changed text is words, a column's name that the database refuses at once, or a role or status that the compiler refuses.
      mutator: { excludedMutations: ["StringLiteral"] },
      reporters: ["json", "progress-append-only"],
      jsonReporter: { fileName: report },
      concurrency: Number(process.env.AMITY_MUTATE_AT_ONCE ?? 2),
      coverageAnalysis: "perTest",
      // What a file says once, when it is read, is broken before it is read; that takes all tests again, which only those without a database do quickly.
      ignoreStatic: by === "database",
      // Where a processor is shared, the first run of all tests takes longer than the usual five minutes.
      dryRunTimeoutMinutes: 30,
      // Where a break takes seconds, what was noticed once is not tried again while neither the code nor the test that noticed it has changed.
      incremental: by === "database",
      incrementalFile: `.mutation-before-${by}.json`,
      tempDirName: ".stryker-tmp",
      ignorePatterns: ["build", ".mutation-*", ".svelte-kit", ".amity*", "gallery", "docs", "bench"],
    }),
  );
  spawnSync(process.execPath, ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", config], {
    stdio: "inherit",
  });
  fs.rmSync(config);
  return fs.existsSync(report) ? [report] : [];
}

printScores([...breakWhatIsSeen("alone"), ...breakWhatIsSeen("database")]);
