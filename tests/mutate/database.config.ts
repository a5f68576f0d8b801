import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";
import { NearestFirst } from "./nearest-first.ts";

/** The tests that watch what the business does; what they cannot see (pages, schema, words) needs no break. */
export default mergeConfig(
  base,
  defineConfig({
    test: {
      include: [
        "src/**/*.test.ts",
        "tests/{calendar-feed,jobs-announce,jobs-nightly,lists,more-lists,places,running,steps}.test.ts",
      ],
      runner: "tests/mutate/whole-files.ts",
      sequence: { sequencer: NearestFirst },
      testTimeout: 30_000,
    },
  }),
);
