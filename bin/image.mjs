// Takes out of a built folder what a running copy does not need: what builds, what tests, and the demo. Run by the Dockerfile in its own copy.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** Only for building. What runs imports none of them (tests/image.test.ts). */
export const BUILDERS = [
  "@inlang/paraglide-js",
  "@inlang/plugin-message-format",
  "@sveltejs/adapter-node",
  "@sveltejs/vite-plugin-svelte",
  "vite",
];

/** All that a running copy reads; the rest of the folder is left behind. */
export const KEPT = [
  "bin",
  "build",
  "migrations",
  "node_modules",
  "package.json",
  "package-lock.json",
  "src",
  "templates",
];

if (process.argv[2] === "--here") strip();

function strip() {
  for (const name of fs.readdirSync(".")) if (!KEPT.includes(name)) fs.rmSync(name, { recursive: true });
  for (const name of fs.globSync("src/**/*.{test,fixtures}.ts")) fs.rmSync(name);
  for (const name of ["test.mjs", "schema.ts", "build.ts"]) fs.rmSync(`bin/${name}`, { force: true });
  const described = JSON.parse(fs.readFileSync("package.json", "utf8"));
  for (const name of BUILDERS) delete described.dependencies[name];
  delete described.devDependencies;
  fs.writeFileSync("package.json", JSON.stringify(described, null, 2));
  const pruned = spawnSync(
    "npm",
    ["prune", "--omit=dev", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"],
    {
      stdio: "inherit",
    },
  );
  const left = BUILDERS.filter((name) => fs.existsSync(`node_modules/${name}`));
  if (pruned.status !== 0 || left.length > 0) throw new Error(`These are still there: ${left.join(", ")}`);
  fs.writeFileSync(".built", "");
}
