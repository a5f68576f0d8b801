import { defineConfig } from "vitest/config";
import { NearestFirst } from "./nearest-first.ts";

/** The tests that watch what the business does; what the others see (pages, schema, words) needs no break. */
export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "tests/{calendar-feed,empty-start,jobs-announce,jobs-nightly,lists,more-lists,places,planted-tree,running,steps}.test.ts",
    ],
    globalSetup: "tests/setup.ts",
    pool: "forks",
    maxWorkers: 1,
    runner: "tests/mutate/whole-files.ts",
    sequence: { sequencer: NearestFirst },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
