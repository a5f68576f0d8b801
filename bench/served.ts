import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import { MEMORY, OPTIONS } from "../bin/bootstrap.mjs";
import { buildIfStale } from "../bin/build-if-stale.mjs";

/** The application as `npm start` runs it, without its supervisor, on the demo of the folder that AMITY_DATA names (`.amity-bench`). */
export async function serve(port: number): Promise<Served> {
  buildIfStale();
  const environment: NodeJS.ProcessEnv = {
    ...MEMORY,
    AMITY_DATA: ".amity-bench",
    // One person writes here what an office writes.
    AMITY_WRITES: "1000000",
    ...process.env,
    PORT: String(port),
    LOG_LEVEL: "error",
  };
  const server = spawn(process.execPath, [...OPTIONS, "bin/serve.mjs"], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const address = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${address}/api/v1/health`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error("The application did not start for the bench.");
    await pause(200);
  }
  const made = spawnSync("node", ["bin/amity.mjs", "token", "create", "--user", DEMO_OFFICE, "--name", "bench"], {
    env: environment,
    encoding: "utf8",
  });
  const key = /amity_[\w-]+/.exec(made.stdout)?.[0] ?? "";
  return {
    address,
    headers: { authorization: `Bearer ${key}` },
    /** Resident memory of its process in MB, now and at most. */
    memory: () => memoryOf(server.pid ?? 0),
    pid: server.pid ?? 0,
    isAlive: () => server.exitCode === null && server.signalCode === null,
    stop: () =>
      new Promise<void>((resolve) => {
        server.once("exit", () => resolve());
        server.kill("SIGTERM");
      }),
  };
}

export type Served = {
  address: string;
  headers: Record<string, string>;
  memory: () => { now: number; most: number };
  pid: number;
  isAlive: () => boolean;
  stop: () => Promise<void>;
};

function memoryOf(pid: number): { now: number; most: number } {
  const said = fs.readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(said)?.[1] ?? 0) / 1024;
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export function percentile(times: number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
}

export const DEMO_OFFICE = "office@demo.example";

/** As somebody of the demo signs in: by one click. */
export async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/sign-in`, {
    method: "POST",
    body: new URLSearchParams({ as: DEMO_OFFICE }),
    headers: { origin: address },
    redirect: "manual",
  });
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}
