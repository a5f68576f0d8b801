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

/** An image is built and installed whole; it has neither what installs nor what builds. */
export const IMAGE_MARK = ".built";

function isInstalled() {
  if (fs.existsSync(IMAGE_MARK)) return true;
  return (
    fs.existsSync(NODE) &&
    fs.existsSync("node_modules/.installed") &&
    fs.readFileSync("node_modules/.installed", "utf8") === lockHash()
  );
}

function lockHash() {
  return String(fs.readFileSync("package-lock.json").length) + fs.readFileSync("package.json", "utf8").length;
}

const OPTIONS = ["--disable-warning=ExperimentalWarning", "--max-old-space-size=288", "--max-semi-space-size=16"];
/** What threads gave back goes back to the machine at once; the C library would keep hundreds of megabytes for the next of them. */
const MEMORY = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" };
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Runs a TypeScript file under the pinned Node and passes signals and the exit code on. */
export function handOver(script, args) {
  const child = spawn(NODE, [...OPTIONS, script, ...args], {
    stdio: "inherit",
    env: { ...MEMORY, ...process.env },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** Whoever has run so long is started again at once: what ended it is not what it starts with. */
const STEADY = 300_000;

/** The same for what must not stay down: once it has been ready and dies, it is started again, later each time, with a line that says why. */
export function supervise(script) {
  let isStopping = false;
  let wait = FIRST_WAIT;
  let child;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      isStopping = true;
      if (!child) process.exit(0);
      child.kill(signal);
    });
  const start = () => {
    const since = Date.now();
    let wasReady = false;
    child = spawn(NODE, [...OPTIONS, script], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...MEMORY, ...process.env },
    });
    child.on("message", (said) => (wasReady ||= said === "ready"));
    child.on("exit", (code, signal) => {
      child = undefined;
      if (isStopping || !wasReady || code === 0) process.exit(signal ? 1 : (code ?? 1));
      if (Date.now() - since > STEADY) wait = FIRST_WAIT;
      const why = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const line = { at: new Date().toISOString(), message: `Amity ${why}; it starts again in ${wait / 1000} s.` };
      console.error(process.stderr.isTTY ? Object.values(line).join(" ") : JSON.stringify({ ...line, level: "error" }));
      setTimeout(start, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  start();
}
