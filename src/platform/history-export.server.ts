import type { Asks } from "./client.server.ts";
import fs from "node:fs";
import { pipeline } from "node:stream/promises";
import { readLines, readStates } from "./chain.server.ts";
import type { Seal } from "./seal.server.ts";
import { VERIFYING } from "./verify.server.ts";

/**
 * The whole history as JSON lines, for who checks it without Amity (docs/verify): lines, states and seals, each in order of number. Of a
 * state only the digest goes out. Answers how many lines of the history there were.
 */
export async function exportHistory(client: Asks, file: string): Promise<number> {
  await client.query("begin");
  for (const setting of VERIFYING) await client.query(setting);
  let lines = 0;
  const all = async function* () {
    for await (const page of readLines(client, EVER)) {
      lines += page.length;
      yield page.map(({ line, ...proof }) => write({ line: { ...proof, ...line } })).join("");
    }
    for await (const page of readStates(client, EVER)) yield page.map((state) => write({ state })).join("");
    const seals = await client.query<Seal>("select * from history_seal where form = 2 order by last_id");
    const former = await client.query<Seal>("select hash from history_seal where form = 1 order by day desc limit 1");
    if (former.rows[0]) yield write({ former: former.rows[0] });
    yield seals.rows.map((seal) => write({ seal })).join("");
  };
  await pipeline(all, fs.createWriteStream(file, { mode: 0o600 }));
  await client.query("rollback");
  return lines;
}

const EVER = { after: 0, to: Number.MAX_SAFE_INTEGER };
const write = (one: object): string => `${JSON.stringify(one)}\n`;
