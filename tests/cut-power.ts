import fs from "node:fs";
import path from "node:path";

/** Every process of the cluster at once, none of which gets to say goodbye. */
export function cutPower(data: string): void {
  const { home } = JSON.parse(fs.readFileSync(path.join(data, "embedded.json"), "utf8")) as { home: string };
  const isOurs = (pid: string) => {
    const commandLine = `/proc/${pid}/cmdline`;
    return fs.existsSync(commandLine) && fs.readFileSync(commandLine, "utf8").includes(home);
  };
  const named = path.join(home, "postgres", "postmaster.pid");
  if (!fs.existsSync(named)) return;
  const [first = ""] = fs.readFileSync(named, "utf8").split("\n");
  const parentOf = (pid: string) => /\) \S (\d+)/.exec(fs.readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
  const all = fs.readdirSync("/proc").filter((pid) => /^\d+$/.test(pid));
  const theirs = all.filter((pid) => pid !== first && ifThere(() => parentOf(pid)) === first);
  for (const pid of [...(isOurs(first) ? [first] : []), ...theirs]) ifThere(() => process.kill(Number(pid), "SIGKILL"));
}

/** A process may have ended while it was looked at. */
function ifThere<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
