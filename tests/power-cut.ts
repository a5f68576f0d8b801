// Kills application and database at once, as a power cut does, and starts again: how often the first start works.
// Run: node tests/power-cut.ts [times]
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { cutPower } from "./cut-power.ts";
import { removeData } from "./data-folder.ts";

const times = Number(process.argv[2] ?? 50);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-cut-"));
let worked = 0;
for (let round = 0; round < times; round += 1) {
  const failure = await startAndAsk().catch((cause: Error) => cause);
  if (failure) console.log(failure.message);
  else worked += 1;
  cutPower(folder);
}
if (worked === times) removeData(folder);
console.log(`${worked} of ${times} first starts after a power cut worked`);
process.exit(worked === times ? 0 : 1);

async function startAndAsk(): Promise<void> {
  const server = await startEmbedded(folder);
  const client = new pg.Client({ connectionString: server.owner.replace("/amity?", "/postgres?") });
  await client.connect();
  await client.query(
    "create table if not exists written (at timestamptz default now()); insert into written default values",
  );
  await client.end();
}
