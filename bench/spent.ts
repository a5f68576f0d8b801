import fs from "node:fs";

/** Linux counts the time of a process in hundredths of a second. */
const TICK = 10_000;

/** Microseconds of processor that a process used, all its threads together; `children` also those that have ended. */
export function spentBy(pid: number, children = false): number {
  const fields = fs
    .readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ")
    .map(Number);
  const [user = 0, system = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15);
  return (user + system + (children ? ended + endedSystem : 0)) * TICK;
}

/** The same of a database server: its connections are processes of their own. */
export function spentByServer(pid: number): number {
  const own = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  return own.reduce((sum, child) => sum + spent(Number(child)), spentBy(pid, true));
}

function spent(pid: number): number {
  try {
    return spentBy(pid);
  } catch {
    return 0;
  }
}

function parentOf(pid: string): number {
  try {
    return Number(
      fs
        .readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[1],
    );
  } catch {
    return 0;
  }
}
