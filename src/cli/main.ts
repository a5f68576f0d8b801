import { parseArgs } from "node:util";
import type { Database } from "#platform/boot.server.ts";
import type { Union } from "#platform/union.server.ts";
import { OWN, inUnion } from "#platform/union.server.ts";
import { COMMANDS } from "./commands.ts";
import { say } from "./say.ts";

export type Context = { database: Database; words: string[]; options: Record<string, string | boolean | undefined> };

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  json: { type: "boolean" },
  user: { type: "string" },
  name: { type: "string" },
  email: { type: "string" },
  password: { type: "string" },
  unit: { type: "string" },
  role: { type: "string" },
  year: { type: "string" },
  "as-of": { type: "string" },
  language: { type: "string" },
  format: { type: "string" },
  out: { type: "string" },
  kind: { type: "string" },
  try: { type: "boolean" },
  size: { type: "string" },
  part: { type: "string" },
  seconds: { type: "string" },
  units: { type: "boolean" },
  scope: { type: "string" },
  kinds: { type: "string" },
  until: { type: "string" },
  scheduled: { type: "boolean" },
  asked: { type: "boolean" },
  at: { type: "string" },
  from: { type: "string" },
  anchors: { type: "string" },
  address: { type: "string" },
  union: { type: "string" },
} as const;

/** By the clocks of the union whose database this is; of one that is not made yet, by the world's. */
async function atHome() {
  const { beAtHome } = await import("#modules/identity/identity.queries.server.ts");
  const { closePools } = await import("#platform/db.server.ts");
  await beAtHome().catch(() => undefined);
  // What a connection learned of the database is not what it is after the command.
  await closePools();
}

async function unionAsked(database: Database, code: string | undefined): Promise<Union> {
  if (code === undefined) return OWN;
  const { asMachine } = await import("#platform/boot.server.ts");
  const { listUnions } = await import("#platform/unions.server.ts");
  const found = (await asMachine(database, listUnions)).find((one) => one.code === code);
  if (!found) throw new Error(`There is no union ${code} here. Say: union list`);
  return found;
}

main().catch(async (cause: unknown) => {
  const { inWords } = await import("./backup.ts");
  process.stderr.write(`${await inWords(cause)}\n`);
  process.exit(1);
});

async function main() {
  const { outliveLog } = await import("#platform/log.server.ts");
  // What a command answers is on stdout, and its loss is a failure.
  outliveLog([process.stderr]);
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true, strict: true });
  const [name = "", ...words] = positionals;
  const command = COMMANDS[name];
  if (!command || values.help) {
    const list = command ? [[name, command] as const] : Object.entries(COMMANDS);
    say(
      [
        "npm run amity -- <command>",
        ...list.map(([key, one]) => `  ${key.padEnd(16)}${one.usage.padEnd(62)} ${one.about}`),
      ].join("\n"),
    );
    process.exit(command || values.help ? 0 : 2);
  }
  const { noDatabase, openDatabase } = await import("#platform/boot.server.ts");
  const database = (command.needsDatabase?.({ words, options: values }) ?? true) ? await openDatabase() : noDatabase();
  try {
    const asked = async () => {
      if (database.appUrl) await atHome();
      return command.run({ database, words, options: values });
    };
    process.exitCode = (await inUnion(await unionAsked(database, values.union), asked)) ?? 0;
  } finally {
    const { closePools } = await import("#platform/db.server.ts");
    const { eventsWritten } = await import("#platform/security-log.server.ts");
    await eventsWritten();
    await closePools();
    database.stop();
  }
  if (name !== "worker") process.exit();
}
