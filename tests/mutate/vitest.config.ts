import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** The tests that watch what the business does; what they cannot see (pages, schema, words) needs no mutant. */
export default mergeConfig(
  base,
  defineConfig({ test: { include: ["src/**/*.test.ts"], exclude: ["src/modules/imports/**"], testTimeout: 30_000 } }),
);
