// Writes src/platform/schema.gen.ts from a freshly migrated database, and freezes the migrations that are new.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { startEmbedded } from "#platform/embedded.server.ts";
import { migrate } from "#platform/migrate.server.ts";
import { listMigrations } from "#platform/migration-files.server.ts";

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
// Names by language (docs/decisions/0023): which columns hold them, their name and type say.
const written = fs.readFileSync(out, "utf8");
const named = /^( {2}\w+_in: Generated<)Json>/gm;
fs.writeFileSync(out, written.replace(named, "$1Record<string, string>>"));
database.stop();
fs.rmSync(".amity-schema", { recursive: true });

// One that landed is never touched again: its line stays as it is (tests/migrations.test.ts).
const list = "migrations/frozen.json";
const frozen = JSON.parse(fs.readFileSync(list, "utf8")) as Record<string, string>;
for (const { name, sha256 } of listMigrations("migrations")) frozen[name] ??= sha256;
fs.writeFileSync(list, `${JSON.stringify(frozen, null, 2)}\n`);
