import fs from "node:fs";
import { kindOf, moduleOf } from "./kinds.ts";

type Mutant = { status: string; mutatorName: string; location: { start: { line: number } }; replacement?: string };
type Report = { files: Record<string, { mutants: Mutant[] }> };
type Score = { noticed: number; all: number; aim: number };

/** Prints which breaks nobody noticed and how many were, by kind and module; `node tests/mutate/score.ts report.json …` does so again. */
export function printScores(reports: string[]): void {
  const scores = new Map<string, Score>();
  const files = reports.flatMap((report) =>
    Object.entries((JSON.parse(fs.readFileSync(report, "utf8")) as Report).files),
  );
  for (const [file, { mutants }] of files) for (const mutant of mutants) count(scores, file, mutant);
  console.log("\n| what | breaks | noticed | % | aim |\n| --- | --- | --- | --- | --- |");
  for (const [name, { all, noticed, aim }] of [...scores].toSorted(([one], [other]) => one.localeCompare(other)))
    console.log(`| ${name} | ${all} | ${noticed} | ${Math.round((100 * noticed) / all)} | ${aim} |`);
}

function count(scores: Map<string, Score>, file: string, mutant: Mutant) {
  const kind = kindOf(file);
  if (!kind || !/Killed|Timeout|Survived|NoCoverage/.test(mutant.status)) return;
  const isNoticed = /Killed|Timeout/.test(mutant.status);
  for (const name of [`${kind.name} (all)`, `${kind.name} ${moduleOf(file)}`]) {
    const { noticed, all } = scores.get(name) ?? { noticed: 0, all: 0 };
    scores.set(name, { noticed: noticed + Number(isNoticed), all: all + 1, aim: kind.aim });
  }
  const { mutatorName, location, replacement = "", status } = mutant;
  if (!isNoticed) console.log(`${status} ${file}:${location.start.line} ${mutatorName} -> ${replacement}`);
}

if (import.meta.main) printScores(process.argv.slice(2));
