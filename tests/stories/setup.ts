import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { buildIfStale } from "../../bin/build-if-stale.mjs";
import { openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";

/** The whole application as a newcomer starts it: built, its own embedded database, the demo loaded. */
export default async function setup() {
  buildIfStale();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-stories-"));
  const port = await freePort();
  const server = spawn(process.execPath, ["bin/serve.mjs"], {
    env: { ...process.env, PORT: String(port), AMITY_DATA: folder, LOG_LEVEL: "error", NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  // Unpacked here, not in the first story's time.
  await (await openBrowser()).close();
  process.env.AMITY_ADDRESS = `http://localhost:${port}`;
  process.env.AMITY_STORIES_DATA = folder;
  const stop = async () => {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("exit", resolve));
    removeData(folder);
  };
  await answering(`${process.env.AMITY_ADDRESS}/api/v1/health`).catch(async (cause) => {
    await stop();
    throw cause;
  });
  return stop;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function answering(address: string) {
  for (let attempt = 0; attempt < 1200; attempt += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("The application did not start for the stories.");
}
