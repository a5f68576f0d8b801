import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { buildIfStale } from "../../bin/build-if-stale.mjs";
import { openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";
import { endServing, serve } from "./own-server.ts";

/** The whole application as a newcomer starts it: built, its own embedded database, the demo loaded; one for each worker, for stories change what they find. */
export default async function setup(project: TestProject) {
  buildIfStale();
  // Unpacked here, not in the first story's time; and alone, for it says for a moment where temporary files lie.
  await (await openBrowser()).close();
  // Who tells one story needs one union.
  const asked = process.argv.filter((one) => one.endsWith(".test.ts")).length || Infinity;
  const workers = Math.min(asked, Number(project.config.maxWorkers));
  const unions = await Promise.allSettled(Array.from({ length: workers }, aUnion));
  const started = unions.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const end = async () => {
    for (const one of started) {
      await endServing(one.served.process);
      removeData(one.data);
    }
  };
  const failed = unions.find((one) => one.status === "rejected");
  if (failed) {
    await end();
    throw failed.reason;
  }
  process.env.AMITY_STORY_UNIONS = JSON.stringify(
    started.map(({ served, data }) => ({ address: served.address, data })),
  );
  return end;
}

async function aUnion() {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "amity-stories-"));
  const served = await serve(data, { LOG_LEVEL: "error" }).catch((cause: unknown) => {
    removeData(data);
    throw cause;
  });
  return { served, data };
}
