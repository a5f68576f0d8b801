import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import net from "node:net";

export type Served = { process: ChildProcess; address: string; said: () => string };

/** The built application on data of its own, once it answers, and all it said on the console. */
export async function serve(data: string, settings: Record<string, string>, port?: number): Promise<Served> {
  const own = port ?? (await freePort());
  const address = `http://localhost:${own}`;
  const server = spawn(process.execPath, ["bin/serve.mjs"], {
    env: { ...process.env, PORT: String(own), AMITY_DATA: data, NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  server.stdout.on("data", (text: Buffer) => (said += text.toString()));
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    const answer = await fetch(`${address}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return { process: server, address, said: () => said };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  await endServing(server, "SIGKILL");
  throw new Error(`The application did not start: ${said}`);
}

export async function endServing(server: ChildProcess, signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> {
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
