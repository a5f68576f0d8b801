// Sends generated calls to every operation of the interface and generated forms to every page, and says how they were answered.
// Run: node tests/fuzz.ts [how many] [seed]
import { spawnSync } from "node:child_process";

const [count = "5000", seed = "20261126"] = process.argv.slice(2);
const sent = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "tests/fuzz.test.ts",
    "--testTimeout=1800000",
    "--disable-console-intercept",
  ],
  { stdio: "inherit", env: { ...process.env, AMITY_FUZZ: count, AMITY_FUZZ_SEED: seed } },
);
process.exit(sent.status ?? 1);
