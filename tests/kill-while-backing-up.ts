// Kills backups and restores at random moments: last night's good file stays good, what was begun is never taken for a whole, and a restore half done is not opened.
// Run: node tests/kill-while-backing-up.ts [times]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { cutPower } from "./cut-power.ts";
import { removeData } from "./data-folder.ts";

const TIMES = Number(process.argv[2] ?? 20);
const place = fs.mkdtempSync(path.join(os.tmpdir(), "amity-kill-backup-"));
const data = path.join(place, "data");
const file = path.join(place, "last-night.amity");
const environment = {
  ...process.env,
  AMITY_DATA: data,
  AMITY_DEMO: "1",
  AMITY_BACKUP_KEY: "a key of the drill, long enough",
};
const amity = (words: string[], env: NodeJS.ProcessEnv = environment) =>
  spawnSync(process.execPath, ["src/cli/main.ts", ...words], { env, encoding: "utf8" });
const hashOf = (name: string) => createHash("sha256").update(fs.readFileSync(name)).digest("hex");

console.log(amity(["demo"]).stdout.trim());
const began = Date.now();
console.log(amity(["backup", file]).stdout.trim());
const whole = Date.now() - began;
let [faults, killed] = [0, 0];
for (let round = 0; round < TIMES; round += 1) {
  if (round > 0 && round % 10 === 0) console.log(`${round} rounds: ${killed} killed, ${faults} faults`);
  const before = hashOf(file);
  const isBackup = round % 2 === 0;
  const into = path.join(place, `restored-${round}`);
  const env = isBackup ? environment : { ...environment, AMITY_DATA: into };
  const child = spawn(process.execPath, ["src/cli/main.ts", isBackup ? "backup" : "restore", file], {
    env,
    stdio: "ignore",
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * whole));
  child.kill("SIGKILL");
  if ((await ended) === null) killed += 1;
  if (isBackup) {
    // Either the good one of before, or, where it was just done, the new one: never a part.
    if (hashOf(file) !== before && amity(["backup", "verify", file]).status !== 0)
      faults += fault("the good backup was harmed");
    continue;
  }
  if (fs.existsSync(path.join(into, "embedded.json"))) {
    const isUnfinished = fs.existsSync(path.join(into, "restore-unfinished"));
    const opened = amity(["backup", "verify", file], env).status === 0 && amity(["migrate"], env).status === 0;
    if (isUnfinished && opened) faults += fault("a restore half done was opened");
    if (fs.existsSync(path.join(into, "embedded.json"))) stop(into);
  }
  removeData(into);
}
if (amity(["backup", "verify", file]).status !== 0) faults += fault("the last file is not good");
const left = fs.readdirSync(place).filter((name) => name.endsWith(".part"));
console.log(amity(["backup", file]).stdout.trim());
const stale = fs.readdirSync(place).filter((name) => name.endsWith(".part"));
if (stale.length > 0) faults += fault("parts are left behind");
stop(data);
removeData(data);
fs.rmSync(place, { recursive: true, force: true });
console.log(
  `${killed} of ${TIMES} killed (${left.length} parts left, all cleared by the next), ${faults} half done accepted or good ones harmed`,
);
process.exit(faults === 0 ? 0 : 1);

function fault(what: string): number {
  console.log(what);
  return 1;
}

/** The database that a killed command left running. */
function stop(folder: string) {
  const { home } = JSON.parse(fs.readFileSync(path.join(folder, "embedded.json"), "utf8")) as { home: string };
  if (fs.existsSync(path.join(home, "postgres", "postmaster.pid"))) cutPower(folder);
}
