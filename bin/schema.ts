// Writes src/platform/schema.gen.ts from a freshly migrated database.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { startEmbedded } from "#platform/embedded.server.ts";
import { migrate } from "#platform/migrate.server.ts";

const database = await startEmbedded(".amity-schema");
await migrate({ ownerUrl: database.owner, appUrl: database.app, schema: "amity" });
const options = ["--dialect", "postgres", "--default-schema", "amity", "--include-pattern", "(amity|reference).*"];
const types = [
  "--date-parser",
  "string",
  "--numeric-parser",
  "number",
  "--type-mapping",
  '{"int8":"number","ltree":"string"}',
];
const out = "src/platform/schema.gen.ts";
execFileSync("node_modules/.bin/kysely-codegen", [...options, ...types, "--url", database.owner, "--out-file", out], {
  stdio: "inherit",
});
// The driver hands arrays of an extension's type over as text, `{a,b}`.
const written = fs
  .readFileSync(out, "utf8")
  .replaceAll(/((?:shared|host)_paths: (?:Generated<)?)string\[\]/g, "$1string");
fs.writeFileSync(out, written);
database.stop();
fs.rmSync(".amity-schema", { recursive: true });
