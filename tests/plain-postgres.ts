import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";

type Programs = { bin: string; version: string };

/** Every PostgreSQL that Debian and its kin have put here, newest first, and those that `AMITY_POSTGRES` names by their `bin`, with colons between. */
export function listPostgres(): Programs[] {
  const versions = fs.existsSync("/usr/lib/postgresql") ? fs.readdirSync("/usr/lib/postgresql") : [];
  const installed = versions
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => `/usr/lib/postgresql/${version}/bin`);
  const named = (process.env.AMITY_POSTGRES ?? "").split(":").filter((bin) => bin !== "");
  return [...named, ...installed]
    .filter((bin) => fs.existsSync(`${bin}/initdb`))
    .map((bin) => ({ bin, version: execFileSync(`${bin}/postgres`, ["--version"], programs(bin)).toString().trim() }));
}

/** What came without its place in the system finds its libraries beside. */
const programs = (bin: string) => ({
  stdio: "pipe" as const,
  cwd: "/",
  env: { ...process.env, LD_LIBRARY_PATH: path.join(bin, "../lib") },
});

/** As an administrator of databases gives it: a server, and for Amity an owner who is no superuser but may make roles and databases. */
export async function startPostgres(bin: string): Promise<{ owner: string; app: string; stop: () => void }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-plain-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync("chown", ["postgres", folder]);
  const run = (program: string, given: string[]) =>
    isRoot
      ? execFileSync("runuser", ["-u", "postgres", "--", `${bin}/${program}`, ...given], programs(bin))
      : execFileSync(`${bin}/${program}`, given, programs(bin));
  const data = path.join(folder, "data");
  run("initdb", ["-D", data, "-U", "super", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run("pg_ctl", ["-D", data, "-w", "-l", path.join(folder, "log"), "-o", options, "start"]);
  const role = "create role keeper login createdb createrole nosuperuser password 'keeper'";
  const superuser = new pg.Client({ connectionString: `postgres://super@127.0.0.1:${port}/postgres` });
  await superuser.connect();
  await superuser.query(role);
  await superuser.end();
  return {
    owner: `postgres://keeper:keeper@127.0.0.1:${port}/amity`,
    app: `postgres://amity_plain:plain@127.0.0.1:${port}/amity`,
    stop: () => {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      fs.rmSync(folder, { recursive: true });
    },
  };
}
