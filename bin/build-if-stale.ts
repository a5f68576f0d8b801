import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const STAMP = "build/.source";
const WATCHED = [
  "src",
  "messages",
  "project.inlang/settings.json",
  "vite.config.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** Builds when a source file is newer than, or not part of, what the build was made from. */
export function buildIfStale(): void {
  if (fs.existsSync(".built")) return;
  const source = fingerprint();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === source) return;
  console.error("Building …");
  const node = process.execPath;
  for (const args of [wordsArgs(), ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]]) {
    const done = spawnSync(node, args, { stdio: ["ignore", "ignore", "inherit"] });
    if (done.status !== 0) throw new Error("The build failed; the lines above say why.");
  }
  fs.writeFileSync(STAMP, fingerprint());
}

export function wordsArgs(): string[] {
  return [
    "node_modules/@inlang/paraglide-js/bin/run.js",
    "compile",
    "--project",
    "./project.inlang",
    "--outdir",
    "./src/words",
    "--strategy",
    "baseLocale",
  ];
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const entry of WATCHED) {
    const files = fs.statSync(entry).isDirectory()
      ? fs.readdirSync(entry, { recursive: true, encoding: "utf8" }).map((name) => path.join(entry, name))
      : [entry];
    for (const file of files.toSorted()) {
      if (file.startsWith("src/words") || file.endsWith(".test.ts")) continue;
      const stat = fs.statSync(file);
      if (stat.isFile()) hash.update(`${file} ${stat.size} ${Math.round(stat.mtimeMs)}\n`);
    }
  }
  return hash.digest("hex");
}
