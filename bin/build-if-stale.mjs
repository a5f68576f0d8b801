import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { IMAGE_MARK, NODE } from "./bootstrap.mjs";

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
export function buildIfStale() {
  if (isBuilt()) return;
  console.error("Building …");
  for (const args of [wordsArgs(), ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]]) {
    const done = spawnSync(NODE, args, { stdio: ["ignore", "ignore", "inherit"] });
    if (done.status === 0) continue;
    console.error("The build failed; the lines above say why.");
    process.exit(1);
  }
  fs.writeFileSync(STAMP, fingerprint());
}

/** Whether what lies in `build` is what the sources say. */
export function isBuilt() {
  return fs.existsSync(IMAGE_MARK) || (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === fingerprint());
}

export function wordsArgs() {
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

function fingerprint() {
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
