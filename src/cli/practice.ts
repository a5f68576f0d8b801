import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Database, Owner } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { storeFolder } from "#platform/backup-run.server.ts";
import { backup } from "#platform/backup.server.ts";
import { config } from "#platform/config.ts";
import { addDays, today } from "#platform/time.ts";
import type { Union } from "#platform/union.server.ts";
import { OWN, inUnion } from "#platform/union.server.ts";
import { listUnions, schemaOf } from "#platform/unions.server.ts";
import type { Context } from "./main.ts";
import { runRestoreCommand } from "./restore.ts";
import { PRACTICE, addressIn, requireFree, tell } from "./union.ts";

type Show = (value: unknown, text: string) => void;

const DAYS = 14;

/** `practice` makes the copy to practise with, or makes it anew; `practice end` takes it away. */
export async function practiceCommand(context: Context, show: Show): Promise<void> {
  const { database, words, options } = context;
  if (words[0] === "end" && words.length === 1) {
    await takeAway(database);
    return show({ ended: true }, "There is no copy to practise with any more.");
  }
  if (words.length > 0) throw new Error("Say practice, or practice end.");
  const until = typeof options.until === "string" ? options.until : addDays(today(), DAYS);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || until < today())
    throw new Error("--until must be a day ahead: YYYY-MM-DD.");
  const origin = options.address === undefined ? usualAddress() : addressIn(context);
  const copy: Union = { code: PRACTICE, schema: schemaOf(PRACTICE), origin, practiceUntil: until };
  await asOwner(database, async (client) => requireFree(origin, await listUnions(client), PRACTICE));
  await takeAway(database);
  await copyInto(copy, database);
  show(copy, `The copy to practise with is at ${origin} until ${until}. Everybody signs in there as here.`);
}

function usualAddress(): string {
  const url = new URL(OWN.origin);
  url.hostname = `${PRACTICE}.${url.hostname}`;
  return url.origin;
}

/** Only once all of it is there is it found. */
async function copyInto(copy: Union, database: Database): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-practice-"));
  const file = path.join(folder, "copy.amity");
  try {
    await asOwner(database, (client) =>
      backup(client, OWN.schema, { file, store: storeFolder(), key: config.backup.key }),
    );
    await (await import("./backup.ts")).makeWords();
    await inUnion(copy, async () => {
      await runRestoreCommand({ database, words: [file], options: {} });
      await asOwner(database, async (client) => {
        const row = [copy.origin, copy.practiceUntil];
        await client.query("insert into union_address (origin, practice_until) values ($1, $2)", row);
        await tell(client);
      });
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What has an address and is no copy is a union's, whatever it is called. */
async function takeAway(database: Database): Promise<void> {
  await asOwner(database, async (client) => {
    const found = (await listUnions(client)).find((one) => one.code === PRACTICE);
    if (found && !found.practiceUntil)
      throw new Error("union_practice is no copy to practise with: it is not taken away.");
    await drop(client);
  });
}

async function drop(client: Owner) {
  const schema = schemaOf(PRACTICE);
  // First nobody finds it, then it goes.
  await client.query(`delete from ${schema}.union_address`).catch(() => undefined);
  await tell(client);
  for (const each of [schema, `${schema}_jobs`, `${schema}_seal`])
    await client.query(`drop schema if exists ${each} cascade`);
}
