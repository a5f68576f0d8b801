import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export const NODE = path.join("node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

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

/** How Node is begun for whatever runs here; the bench begins it so too. */
export const OPTIONS = [
  "--disable-warning=ExperimentalWarning",
  "--max-old-space-size=288",
  "--max-semi-space-size=16",
  // src/platform/rest.server.ts
  "--expose-gc",
];
/** What threads gave back goes back to the machine at once; the C library would keep hundreds of megabytes for the next of them. */
export const MEMORY = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "131072", MALLOC_MMAP_THRESHOLD_: "131072" };
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
/** What says nothing for so many seconds is frozen: its heart beats every few (src/platform/heart.server.ts). */
const PATIENCE = 60;

/**
 * The same for what must not stay down: once it has been ready and dies or freezes, it is started again, later each time, with a line that says
 * why.
 */
export function supervise(script, patience = PATIENCE) {
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
    child = spawn(NODE, [...OPTIONS, script], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...MEMORY, ...process.env },
    });
    const heart = listenTo(child, patience);
    child.on("exit", (code, signal) => {
      child = undefined;
      heart.end();
      const ended = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      const why = heart.isStill() ? `said nothing for ${patience} s and was ended` : ended;
      const isOver = isStopping || !heart.wasReady() || code === 0;
      if (!isOver || heart.isStill()) say(`Amity ${why}${isOver ? "." : `; it starts again in ${wait / 1000} s.`}`);
      if (isOver) process.exit(signal ? 1 : (code ?? 1));
      if (Date.now() - since > STEADY) wait = FIRST_WAIT;
      setTimeout(start, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    });
  };
  start();
}

function say(message) {
  const line = { at: new Date().toISOString(), message };
  console.error(process.stderr.isTTY ? Object.values(line).join(" ") : JSON.stringify({ ...line, level: "error" }));
}

/**
 * Ends what is frozen. It counts from "ready" to "ending", so neither a long start nor a long stop is taken for it; and it counts seconds in which
 * it looked itself: where both were stopped, by a debugger or a machine that slept, nobody was silent.
 */
function listenTo(child, patience) {
  let silent;
  let isStill = false;
  let wasReady = false;
  child.on("message", (said) => {
    wasReady ||= said === "ready";
    silent = said === "ending" ? undefined : wasReady ? 0 : silent;
  });
  const look = setInterval(() => {
    if (silent === undefined) return;
    silent += 1;
    if (silent <= patience) return;
    isStill = true;
    // Whoever is frozen hears nothing else.
    child.kill("SIGKILL");
  }, 1000);
  return { end: () => clearInterval(look), isStill: () => isStill, wasReady: () => wasReady };
}
