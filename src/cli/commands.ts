import fs from "node:fs";
import path from "node:path";
import { listsThatAre } from "#platform/kinds.ts";
import { runHistory, runSeal, runVerify } from "./history.ts";
import type { Context } from "./main.ts";
import { say, show } from "./say.ts";

export type Command = { usage: string; about: string; run: (context: Context) => Promise<number | void> };

function required(context: Context, option: string): string {
  const value = context.options[option];
  if (typeof value !== "string" || !value) throw new Error(`Say --${option} VALUE.`);
  return value;
}

export const COMMANDS: Record<string, Command> = {
  migrate: { usage: "", about: "Bring the database up to date", run: runMigrate },
  demo: { usage: "", about: "Load the demo union into an empty database", run: runDemo },
  facts: {
    usage: "load world|vietnam [--units]",
    about: "Facts of a pack; --units also the tree of its union",
    run: runFacts,
  },
  user: {
    usage: "create --email E --name N --password P --unit CODE --role ROLE",
    about: "Open an account with a role",
    run: runUser,
  },
  token: {
    usage: "create --user EMAIL --name NAME",
    about: "Create an API key for programs, shown once",
    run: runToken,
  },
  report: {
    usage: "--year Y [--as-of D] [--language vi] [--format json|docx|pdf] [--out FILE]",
    about: "The annual report",
    run: runReport,
  },
  import: {
    usage: `FILE --kind ${listsThatAre("imported").join("|")} --user EMAIL [--try]`,
    about: "Import a workbook; --try writes nothing",
    run: runImport,
  },
  export: {
    usage: `FILE.xlsx|csv|json --kind ${listsThatAre("exported").join("|")} --user EMAIL`,
    about: "Every row of a list that this person may see",
    run: runExport,
  },
  backup: { usage: "FILE", about: "Everything in one file, proven by restoring it beside", run: runBackup },
  restore: { usage: "FILE", about: "Read a backup into an empty database", run: runRestore },
  "seal-history": { usage: "", about: "Seal every finished day of the history", run: runSeal },
  "verify-history": {
    usage: "[--anchors FILE]",
    about: "Check history and records; exit code 1 when something was changed",
    run: runVerify,
  },
  "export-history": { usage: "FILE", about: "The history as JSON lines, to check without Amity", run: runHistory },
  bench: { usage: "[--size S1|S10|S100]", about: "Figures beside the bare database's, in one run", run: runBench },
  worker: { usage: "", about: "Only the background work", run: runWorker },
};

async function runMigrate(context: Context) {
  const { asOwner, migrateDatabase } = await import("#platform/boot.server.ts");
  const { refreshFacts } = await import("#modules/reference/reference.commands.server.ts");
  const applied = await migrateDatabase(context.database);
  await asOwner(context.database, refreshFacts);
  show(context, { applied }, applied.length === 0 ? "Nothing new." : applied.join("\n"));
}

async function runDemo(context: Context) {
  await runMigrate(context);
  const { startDemo } = await import("#demo/start.ts");
  const loaded = await startDemo(context.database, (part) => process.stderr.write(`${part} …\n`));
  show(
    context,
    { loaded },
    loaded
      ? "The demo union is loaded."
      : "Somebody can already sign in here; the demo goes into an empty database only.",
  );
  return loaded ? 0 : 1;
}

async function runFacts(context: Context) {
  const { loadFacts } = await import("./facts.ts");
  const loaded = await loadFacts(context);
  show(
    context,
    loaded,
    Object.entries(loaded)
      .map(([name, rows]) => `${name}: ${rows}`)
      .join("\n"),
  );
}

async function runUser(context: Context) {
  const { appointPerson, openAccount } = await import("#modules/access/access.commands.server.ts");
  const { ROLES } = await import("#modules/access/access.model.ts");
  const { findUnitByCode } = await import("#modules/units/unit.queries.server.ts");
  const { system } = await import("#platform/actor.ts");
  const { inWork } = await import("#platform/db.server.ts");
  const { today } = await import("#platform/time.ts");
  const role = ROLES.find((one) => one === required(context, "role"));
  if (!role) throw new Error(`--role must be one of: ${ROLES.join(", ")}.`);
  await inWork(system, async (work) => {
    const unit = await findUnitByCode(work, required(context, "unit"));
    if (!unit) throw new Error("There is no unit with this code.");
    const email = required(context, "email");
    await openAccount(work, { email, name: required(context, "name"), password: required(context, "password") });
    await appointPerson(work, { email, unit_id: unit.id, role, from_on: today(), until_on: undefined });
  });
  show(context, { created: true }, "The account is open.");
}

async function runToken(context: Context) {
  const { createToken } = await import("#modules/access/access.commands.server.ts");
  const { system } = await import("#platform/actor.ts");
  const { inWork } = await import("#platform/db.server.ts");
  const key = await inWork(system, async (work) => {
    const email = required(context, "user").toLowerCase();
    const user = await work.trx
      .selectFrom("auth_user")
      .select("auth_user.id")
      .where("auth_user.email", "=", email)
      .executeTakeFirst();
    if (!user) throw new Error(`Nobody has an account with ${email}.`);
    return createToken(work, user.id, required(context, "name"));
  });
  show(context, { token: key }, key);
}

async function runReport(context: Context) {
  const { system } = await import("#platform/actor.ts");
  const { inReading } = await import("#platform/db.server.ts");
  const { readScope } = await import("#modules/reports/indicator.queries.server.ts");
  const { buildAnnualReport } = await import("#modules/reports/report.queries.server.ts");
  const { reportDocument, reportPdf } = await import("#modules/reports/report-papers.server.ts");
  const { requireValues } = await import("#platform/filter.server.ts");
  const { withLanguages } = await import("#platform/names.ts");
  const { scopeFilter } = await import("#modules/reports/indicator.filter.ts");
  const asOf = context.options["as-of"];
  const asked = { year: required(context, "year"), ...(typeof asOf === "string" ? { as_of: asOf } : {}) };
  const report = await inReading(system, async (work) =>
    buildAnnualReport(work, await readScope(work, requireValues(scopeFilter, new URLSearchParams(asked)))),
  );
  const locale = context.options.language === "en" ? "en" : "vi";
  const format = context.options.format ?? "json";
  const bytes =
    format === "docx"
      ? await reportDocument(report, locale)
      : format === "pdf"
        ? await reportPdf(report, locale)
        : JSON.stringify(withLanguages(report), null, 2);
  if (typeof context.options.out === "string") fs.writeFileSync(context.options.out, bytes);
  else process.stdout.write(bytes);
}

/** The person named by --user, with that person's rights. */
async function actorOf(context: Context) {
  const { findActor } = await import("#modules/access/access.queries.server.ts");
  const { system } = await import("#platform/actor.ts");
  const { inReading } = await import("#platform/db.server.ts");
  const email = required(context, "user").toLowerCase();
  const user = await inReading(system, (work) =>
    work.trx.selectFrom("auth_user").select("auth_user.id").where("auth_user.email", "=", email).executeTakeFirst(),
  );
  const actor = user && (await findActor(user.id, undefined));
  if (!actor) throw new Error(`Nobody has an account with ${email}.`);
  return actor;
}

async function runExport(context: Context) {
  const [file] = context.words;
  if (!file || !/\.(xlsx|csv|json)$/.test(file)) throw new Error("Say the file: it ends with .xlsx, .csv or .json.");
  const { inReading } = await import("#platform/db.server.ts");
  const { exportList } = await import("./export.ts");
  const rows = await inReading(await actorOf(context), (work) => exportList(work, required(context, "kind"), file));
  show(context, { file, rows }, `${rows} rows in ${file}`);
}

async function runImport(context: Context) {
  const [file] = context.words;
  const kind = listsThatAre("imported").find((one) => one === required(context, "kind"));
  if (!file || !kind) throw new Error(`Say the workbook and --kind ${listsThatAre("imported").join("|")}.`);
  const { commitImport, runCommit, tryImport } = await import("#modules/imports/import.commands.server.ts");
  const { findImport } = await import("#modules/imports/import.queries.server.ts");
  const { inReading, inWork } = await import("#platform/db.server.ts");
  const actor = await actorOf(context);
  const id = await inWork(actor, (work) =>
    tryImport(work, { kind, name: path.basename(file), bytes: new Uint8Array(fs.readFileSync(file)) }),
  );
  if (!context.options.try) {
    await inWork(actor, (work) => commitImport(work, id));
    await runCommit({ import_id: id });
  }
  const row = await inReading(actor, (work) => findImport(work, id));
  const account = {
    id,
    status: row?.status,
    rows: row?.rows,
    created: row?.created,
    updated: row?.updated,
    skipped: row?.skipped,
    refused: row?.refused,
  };
  show(
    context,
    account,
    `${account.status}: ${account.rows} rows, ${account.created} created, ${account.updated} updated, ${account.skipped} unchanged, ${account.refused} refused`,
  );
  return row?.status === "failed" ? 1 : 0;
}

async function runBackup(context: Context) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { backup, differences, restore } = await import("#platform/backup.server.ts");
  const { config } = await import("#platform/config.ts");
  const { migrate } = await import("#platform/migrate.server.ts");
  const [file] = context.words;
  if (!file) throw new Error("Say the file to write: npm run amity -- backup FILE");
  const store = path.join(config.dataFolder, "files");
  const digest = await asOwner(context.database, (client) => backup(client, config.schema, { file, store }));
  const beside = `${config.schema}_proof`;
  const { ownerUrl = "", appUrl } = context.database;
  await migrate({ ownerUrl, appUrl, schema: beside });
  const differing = await asOwner(context.database, async (client) => {
    await client.query(`set search_path = ${beside}, public`);
    const restored = await restore(client, beside, { file, store: undefined, withReference: false });
    await client.query(`drop schema ${beside} cascade; drop schema ${beside}_jobs cascade`);
    return differences(digest, restored);
  });
  if (differing.length > 0)
    throw new Error(`The backup does not restore to the same content: ${differing.join(", ")}.`);
  const rows = [...digest.values()].reduce((sum, one) => sum + one.rows, 0);
  show(
    context,
    { file, tables: digest.size, rows, proven: true },
    `${file}: ${rows} rows of ${digest.size} tables, restored beside and found the same.`,
  );
}

async function runRestore(context: Context) {
  const { asOwner, migrateDatabase } = await import("#platform/boot.server.ts");
  const { restore } = await import("#platform/backup.server.ts");
  const { config } = await import("#platform/config.ts");
  const [file] = context.words;
  if (!file || !fs.existsSync(file)) throw new Error("Say the backup to read: npm run amity -- restore FILE");
  await migrateDatabase(context.database);
  const digest = await asOwner(context.database, async (client) => {
    const there = await client.query("select from auth_user limit 1");
    if (there.rowCount)
      throw new Error(
        "This database is not empty. Restore into an empty one: AMITY_DATA=.amity-restored npm run amity -- restore FILE",
      );
    return restore(client, config.schema, { file, store: path.join(config.dataFolder, "files"), withReference: true });
  });
  const rows = [...digest.values()].reduce((sum, one) => sum + one.rows, 0);
  show(
    context,
    { rows, tables: digest.size, digest: Object.fromEntries(digest) },
    `Restored ${rows} rows of ${digest.size} tables.`,
  );
}

async function runBench(context: Context) {
  await runDemo({ ...context, options: { ...context.options, json: false } });
  const size = context.options.size ?? "S10";
  if (size !== "S1" && size !== "S10" && size !== "S100") throw new Error("--size must be S1, S10 or S100.");
  const { bench } = await import("#bench/run.ts");
  await bench(context.database, size);
}

async function runWorker() {
  const { startWork } = await import("../worker.server.ts");
  await startWork();
  say("The worker runs; Ctrl C stops it.");
  await new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));
  const { stopWorker } = await import("#platform/jobs.server.ts");
  await stopWorker();
}
