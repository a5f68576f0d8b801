import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const NODE = path.join("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/**
 * Installs when nothing is installed yet or the lock file has changed. `npm install --no-save` and not `npm ci`: npm 11 refuses a lock
 * file made where packages for other platforms could not be seen (docs/decisions/0010).
 */
export function install() {
  if (isInstalled()) return;
  console.error("Installing what is missing (once; a few minutes on a slow line) …");
  const done = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (done.status !== 0 || !fs.existsSync(NODE)) {
    console.error("The packages could not be installed. Check the line to the npm registry, then try again.");
    process.exit(1);
  }
  fs.writeFileSync("node_modules/.installed", lockHash());
}

function isInstalled() {
  return (
    fs.existsSync(NODE) &&
    fs.existsSync("node_modules/.installed") &&
    fs.readFileSync("node_modules/.installed", "utf8") === lockHash()
  );
}

function lockHash() {
  return String(fs.readFileSync("package-lock.json").length) + fs.readFileSync("package.json", "utf8").length;
}

/** Runs a TypeScript file under the pinned Node and passes signals and the exit code on. */
export function handOver(script, args) {
  const child = spawn(
    NODE,
    ["--disable-warning=ExperimentalWarning", "--max-old-space-size=288", "--max-semi-space-size=16", script, ...args],
    { stdio: "inherit" },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
