import fs from "node:fs";
import { defineConfig } from "vitest/config";

/** The tests of the business that need no database: a break costs them a moment. */
const needsDatabase = (name: string) => /#tests\/|\/tests\/database|inWork\(/.test(fs.readFileSync(name, "utf8"));
const include = fs.globSync("src/**/*.test.ts").filter((name) => !needsDatabase(name));

export default defineConfig({ test: { include, pool: "threads", testTimeout: 10_000 } });
