import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Where Debian and its kin put PostgreSQL; the newest that is there. */
export function findPostgres(): { bin: string; version: string } | undefined {
  const versions = fs.existsSync("/usr/lib/postgresql") ? fs.readdirSync("/usr/lib/postgresql") : [];
  const [version] = versions
    .filter((one) => fs.existsSync(`/usr/lib/postgresql/${one}/bin/initdb`))
    .toSorted((one, other) => Number(other) - Number(one));
  return version ? { bin: `/usr/lib/postgresql/${version}/bin`, version } : undefined;
}

/** As an administrator of databases gives it: a server, and for Amity an owner who is no superuser but may make roles and databases. */
export function startPostgres(bin: string): { owner: string; app: string; stop: () => void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-plain-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  const run = (program: string, given: string[]) =>
    isRoot
      ? execFileSync("runuser", ["-u", "postgres", "--", `${bin}/${program}`, ...given], { stdio: "pipe", cwd: "/" })
      : execFileSync(`${bin}/${program}`, given, { stdio: "pipe" });
  const data = path.join(folder, "data");
  run("initdb", ["-D", data, "-U", "super", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run("pg_ctl", ["-D", data, "-w", "-l", path.join(folder, "log"), "-o", options, "start"]);
  const role = "create role keeper login createdb createrole nosuperuser password 'keeper'";
  run("psql", ["-h", folder, "-p", port, "-U", "super", "-d", "postgres", "-c", role]);
  return {
    owner: `postgres://keeper:keeper@127.0.0.1:${port}/amity`,
    app: `postgres://amity_plain:plain@127.0.0.1:${port}/amity`,
    stop: () => {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      fs.rmSync(folder, { recursive: true });
    },
  };
}
