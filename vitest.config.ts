import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: process.env.AMITY_STORIES ? ["tests/stories/*.test.ts"] : ["src/**/*.test.ts", "tests/*.test.ts"],
    globalSetup: process.env.AMITY_STORIES ? "tests/stories/setup.ts" : "tests/setup.ts",
    // Tests work for the demo's union; those of another say so.
    setupFiles: "tests/at-home.ts",
    pool: "forks",
    maxWorkers: 2,
    // Tests write as fast as they can; the limit has tests of its own.
    env: { AMITY_WRITES: "1000000" },
    // The stories share one demo union: one at a time.
    fileParallelism: !process.env.AMITY_STORIES,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
