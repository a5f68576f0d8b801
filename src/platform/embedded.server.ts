import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import {
  databaseIdentity,
  environment,
  makeFolder,
  nativeFolder,
  placesOf,
  readSecrets,
  UNFINISHED,
} from "./embedded-places.server.ts";
import type { Account, Places, Secrets } from "./embedded-places.server.ts";

/** How to reach the embedded server; `owner` may change the schema, `app` is bound by row-level security. `keepUp` starts the server again where it has died. */
export type EmbeddedAddress = {
  owner: string;
  app: string;
  secret: string;
  stop: () => void;
  startedHere: boolean;
  keepUp: () => Promise<void>;
  places: Places;
};

type Launch = {
  native: string;
  cluster: string;
  sockets: string;
  log: string;
  as: Account;
  settings: Record<string, string>;
  /** How many looks, twenty a second, until a server that does not answer is given up. */
  patience?: number;
};

/** Starts the PostgreSQL that came with npm, or finds it running; its files live below `dataFolder`. `settingsFor` answers settings of PostgreSQL's own. */
export async function startEmbedded(
  dataFolder: string,
  settingsFor: (places: Places) => Record<string, string> = () => ({}),
  { evenUnfinished = false } = {},
): Promise<EmbeddedAddress> {
  fs.mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (!evenUnfinished && fs.existsSync(path.join(dataFolder, UNFINISHED)))
    throw new Error(
      `A restore into ${dataFolder} was not finished. Restore again into another folder, and remove this one.`,
    );
  const identity = databaseIdentity();
  const secrets = readSecrets(dataFolder, identity);
  const native = nativeFolder(identity);
  const cluster = path.join(secrets.home, "postgres");
  const sockets = path.join(os.tmpdir(), `amity-${path.basename(secrets.home).slice(-12)}`);
  const as = identity ? { uid: identity.uid, gid: identity.gid } : {};

  fs.mkdirSync(sockets, { recursive: true, mode: 0o700 });
  if (identity) fs.chownSync(sockets, identity.uid, identity.gid);
  if (!fs.existsSync(path.join(cluster, "PG_VERSION"))) initialise(native, cluster, secrets, as);

  const places = placesOf(secrets, as);
  makeFolder(places.spool, as);
  const run = {
    native,
    cluster,
    sockets,
    log: path.join(secrets.home, "postgres.log"),
    as,
    settings: settingsFor(places),
  };
  const startedHere = !(await isServing(cluster, sockets));
  if (startedHere) await launch(run);
  return {
    owner: `postgres://amity_owner:${secrets.owner}@localhost/amity?host=${encodeURIComponent(sockets)}`,
    app: `postgres://amity_app:${secrets.app}@localhost/amity?host=${encodeURIComponent(sockets)}`,
    secret: secrets.session,
    stop: () => {
      stopEmbedded(native, cluster, as);
      fs.rmSync(sockets, { recursive: true, force: true });
    },
    startedHere,
    places,
    keepUp: () => (isRunning(cluster) ? Promise.resolve() : launch(run)),
  };
}

function initialise(native: string, cluster: string, secrets: Secrets, as: Account) {
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

const GOING = /pre-existing shared memory block|lock file ".+" already exists/;
const MOST_TRIES = 20;

/**
 * After a power cut the file of the server that was still says "ready": only the number of the new one is believed. Where parts of the old
 * server are still going, PostgreSQL refuses to start beside them: it is asked again until they are gone.
 */
async function launch(run: Launch): Promise<void> {
  if (isOfAnother(run.cluster)) fs.rmSync(pidFile(run.cluster));
  for (let attempt = 1; ; attempt += 1) {
    const from = fs.existsSync(run.log) ? fs.statSync(run.log).size : 0;
    const server = await runServer(run);
    if (!server) return;
    const said = fs.readFileSync(run.log).subarray(from).toString();
    if (attempt === MOST_TRIES || !GOING.test(said)) {
      if (/No space left on device/.test(said))
        throw new Error(
          `The database did not start: the disk of ${run.cluster} is full. Nothing that was saved is lost. Make room: while Amity runs it starts the database by itself, else start Amity again.`,
          { cause: said },
        );
      const tail = said.trim().split("\n").slice(-3).join(" ");
      throw new Error(`The database did not start. Its log ${run.log} ends with: ${tail}`, { cause: said });
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Undefined once it answers; the process that ended, or was ended because it did not come up, otherwise. */
async function runServer(run: Launch) {
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
    max_connections: "160",
    timezone: "UTC",
    ...run.settings,
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
  for (let attempt = 0; attempt < (run.patience ?? 600); attempt += 1) {
    if (isReady(run.cluster, server.pid)) return undefined;
    if (server.exitCode !== null || server.signalCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill("SIGINT");
  return server;
}

const AN_HOUR = 72_000;

/**
 * Lets PostgreSQL go through its changes to where `settings` say, then asks `whileUp` of the server, which trusts whoever reaches its socket, and stops it. Answers when the
 * last change was made that it took.
 */
export async function recoverCluster(
  asked: { native: string; places: Places; home: string; settings: Record<string, string> },
  whileUp: (url: string) => Promise<void>,
): Promise<string | null> {
  const { native, home, places, settings } = asked;
  const { cluster, as } = places;
  const sockets = fs.mkdtempSync(path.join(os.tmpdir(), "amity-recover-"));
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(sockets, as.uid, as.gid);
  const log = path.join(home, "postgres.log");
  try {
    await launch({ native, cluster, sockets, log, as, settings, patience: AN_HOUR });
    await whileUp(`postgres://amity_owner@localhost/postgres?host=${encodeURIComponent(sockets)}`);
    const said = fs.readFileSync(log, "utf8");
    return [...said.matchAll(/last completed transaction was at log time ([^\n]+)/g)].at(-1)?.[1] ?? null;
  } finally {
    stopEmbedded(native, cluster, as);
    fs.rmSync(sockets, { recursive: true, force: true });
  }
}

function stopEmbedded(native: string, cluster: string, as: Account) {
  if (!isRunning(cluster)) return;
  execFileSync(path.join(native, "bin/pg_ctl"), ["stop", "-D", cluster, "-m", "fast", "-w"], {
    ...as,
    cwd: path.dirname(cluster),
    stdio: "ignore",
    env: environment(native),
  });
}

const pidFile = (cluster: string) => path.join(cluster, "postmaster.pid");

/** The number of the server, and what it says of itself: starting, ready, stopping. */
function stateOf(cluster: string): { pid: number; says: string } {
  const file = pidFile(cluster);
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
  return { pid: Number(lines[0]), says: (lines[7] ?? "").trim() };
}

function isReady(cluster: string, pid: number | undefined): boolean {
  const state = stateOf(cluster);
  return state.pid === pid && state.says === "ready";
}

function isRunning(cluster: string): boolean {
  const file = pidFile(cluster);
  if (!fs.existsSync(file)) return false;
  const pid = Number(fs.readFileSync(file, "utf8").split("\n")[0]);
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EPERM") return true;
    return false;
  }
  return servesFrom(pid, cluster);
}

const MOST_LOOKS = 300;

/** One that runs is waited for until it answers or is gone: it may be starting, or dying. */
async function isServing(cluster: string, sockets: string): Promise<boolean> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (!isRunning(cluster)) return false;
    // A server that starts or stops answers already, or still, and takes nobody in.
    if (stateOf(cluster).says === "ready" && (await answers(path.join(sockets, ".s.PGSQL.5432")))) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The database in ${cluster} runs and does not answer. Stop it, then start again.`);
}

/** PostgreSQL answers a wish for encryption with one letter, whatever else it may say later. */
const WISH = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = net.connect(socket, () => asking.write(WISH));
    const say = (is: boolean) => {
      asking.destroy();
      resolve(is);
    };
    asking.once("data", () => say(true));
    asking.once("error", () => say(false));
    asking.once("close", () => say(false));
    asking.setTimeout(1000, () => say(false));
  });
}

/** Whether the file names a living process that serves something else; PostgreSQL, which cannot tell, would not start. */
function isOfAnother(cluster: string): boolean {
  const file = pidFile(cluster);
  if (!fs.existsSync(file) || !fs.existsSync("/proc/self/cwd")) return false;
  const pid = Number(fs.readFileSync(file, "utf8").split("\n")[0]);
  const workingIn = fs.readdirSync("/proc").map((one) => {
    try {
      return /^\d+$/.test(one) ? fs.readlinkSync(`/proc/${one}/cwd`) : "";
    } catch {
      return "";
    }
  });
  return fs.existsSync(`/proc/${pid}`) && !servesFrom(pid, cluster) && !workingIn.includes(cluster);
}

/** After a crash of the machine the number in the file may belong to another program, or to the server of another cluster. */
function servesFrom(pid: number, cluster: string): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !fs.existsSync(commandLine) || fs.readFileSync(commandLine, "utf8").split("\0").includes(cluster);
}

function reason(cause: unknown): string {
  const stderr = (cause as { stderr?: Buffer }).stderr?.toString().trim();
  return stderr || (cause as Error).message;
}
