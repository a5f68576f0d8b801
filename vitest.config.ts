import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: process.env.AMITY_STORIES ? ["tests/stories/*.test.ts"] : ["src/**/*.test.ts", "tests/*.test.ts"],
    globalSetup: process.env.AMITY_STORIES ? "tests/stories/setup.ts" : "tests/setup.ts",
    // Tests work for the demo's union; those of another say so.
    setupFiles: process.env.AMITY_STORIES ? ["tests/at-home.ts", "tests/stories/at-union.ts"] : "tests/at-home.ts",
    pool: "forks",
    maxWorkers: 2,
    // Tests write as fast as they can; the limit has tests of its own.
    env: { AMITY_WRITES: "1000000" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
