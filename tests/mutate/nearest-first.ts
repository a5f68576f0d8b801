import fs from "node:fs";
import path from "node:path";
import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** So many files of tests are asked about one break; what none of these notices counts as not noticed. */
const MOST_FILES = 4;
const sizes = new Map<string, number>();

/** The tests of the same module first, then short ones: the first that fails ends the run of a break. */
export class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [broken = ""] = this.ctx.config.related ?? [];
    const distance = ({ moduleId }: TestSpecification) =>
      sizeOf(moduleId) + (path.dirname(moduleId) === path.dirname(broken) ? 0 : 1_000_000);
    const sorted = files.toSorted((one, other) => distance(one) - distance(other));
    const isAboutOneBreak = files.some(({ project }) => project.config.testNamePattern !== undefined);
    return isAboutOneBreak ? sorted.slice(0, MOST_FILES) : sorted;
  }
}

function sizeOf(file: string): number {
  let known = sizes.get(file);
  if (known === undefined) {
    known = fs.statSync(file).size;
    sizes.set(file, known);
  }
  return known;
}
