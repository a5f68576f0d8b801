import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildIfStale } from "../../bin/build-if-stale.mjs";
import { openBrowser } from "../browser.ts";
import { removeData } from "../data-folder.ts";
import { endServing, serve } from "./own-server.ts";

/** The whole application as a newcomer starts it: built, its own embedded database, the demo loaded. */
export default async function setup() {
  buildIfStale();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-stories-"));
  // Unpacked here, not in the first story's time; and alone, for it says for a moment where temporary files lie.
  await (await openBrowser()).close();
  const served = await serve(folder, { LOG_LEVEL: "error" }).catch((cause: unknown) => {
    removeData(folder);
    throw cause;
  });
  process.env.AMITY_ADDRESS = served.address;
  process.env.AMITY_STORIES_DATA = folder;
  return async () => {
    await endServing(served.process);
    removeData(folder);
  };
}
