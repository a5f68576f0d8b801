import fs from "node:fs";
import path from "node:path";
import { PACKS } from "#modules/reference/reference-pack.queries.server.ts";
import { listsThatAre } from "#platform/kinds.ts";
import { runHistory, runSeal, runVerify } from "./history.ts";
import type { Context } from "./main.ts";
import { required, say, show } from "./say.ts";

export type Command = {
  usage: string;
  about: string;
  run: (context: Context) => Promise<number | void>;
  /** What works without one must be possible where it is away or lost. */
  needsDatabase?: (asked: Omit<Context, "database">) => boolean;
};

export const COMMANDS: Record<string, Command> = {
  migrate: { usage: "", about: "Bring the database up to date", run: runMigrate },
  demo: { usage: "", about: "Load the demo union into an empty database", run: runDemo },
  facts: {
    usage: `load ${PACKS.join("|")} [--units]`,
    about: "Facts of a pack; --units also the tree of its union",
    run: runFacts,
  },
  user: {
    usage: "create|invite|resend|withdraw|link|deactivate|reopen|end-sessions|reset-second-step --email E",
    about: "Accounts: create and invite also ask --name N --unit CODE --role ROLE [--language vi]",
    run: async (context) => (await import("./user.ts")).runUser(context),
  },
  token: {
    usage:
      "create --user EMAIL --name NAME [--scope read|write] [--kinds K,K] [--until DAY] | list [--user EMAIL] | revoke ID",
    about: "API keys: create one (shown once), list, end",
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
  backup: {
    usage: "[FILE] | verify FILE | base",
    about: "Everything in one file, proven by restoring it beside; verify proves it again; base begins the trail",
    run: runBackup,
    needsDatabase: ({ words }) => words[0] !== "verify",
  },
  restore: {
    usage: 'FILE | --at "2026-11-25 14:03:20"|latest [--from TRAIL]',
    about: "A backup into an empty database; or a new data folder as it stood at a second",
    run: runRestore,
    needsDatabase: ({ options }) => options.at === undefined,
  },
  union: {
    usage: "list | create CODE --address ADDRESS | address CODE --address ADDRESS | close CODE | open CODE",
    about: "Further unions in this database, each found at its own address; --union CODE asks any command of one",
    run: runUnion,
  },
  practice: {
    usage: "[end] [--address ADDRESS] [--until DAY]",
    about: "A copy of the union to practise with, made anew each time: nothing of it counts, no letter leaves it",
    run: runPractice,
  },
  "seal-history": { usage: "", about: "Seal every finished day of the history", run: runSeal },
  "verify-history": {
    usage: "[--anchors FILE]",
    about: "Check history and records; exit code 1 when something was changed",
    run: runVerify,
  },
  breach: {
    usage: "--from DAY --until DAY [--user NAME-OR-EMAIL] [--address CLIENT]",
    about: "The report of a breach out of the logs: who came in, what was taken, from when to when",
    run: async (context) => (await import("./breach.ts")).runBreach(context),
  },
  "export-history": { usage: "FILE", about: "The history as JSON lines, to check without Amity", run: runHistory },
  bench: {
    usage: "[--size S1|S10|S100] [--part WORDS] [--seconds N]",
    about: "Figures beside the bare database's, in one run",
    run: runBench,
  },
  worker: { usage: "", about: "Only the background work", run: runWorker },
  keep: {
    usage: "",
    about: "Only backups, on time and when asked: where what serves the web knows no owner",
    run: runKeep,
  },
};

async function runMigrate(context: Context) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { migrateAll } = await import("#platform/migrate-database.server.ts");
  const { refreshFacts } = await import("#modules/reference/reference.commands.server.ts");
  const applied = await migrateAll(context.database);
  await asOwner(context.database, refreshFacts);
  show(context, { applied }, applied.length === 0 ? "Nothing new." : applied.join("\n"));
}

async function runDemo(context: Context) {
  await runMigrate(context);
  const { config } = await import("#platform/config.ts");
  const { startDemo } = await import("#demo/start.ts");
  const loaded = await startDemo(context.database, config.demo, (part) => process.stderr.write(`${part} …\n`));
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

async function runToken(context: Context) {
  const { tokenCommand } = await import("./token.ts");
  await tokenCommand(context, (value, text) => show(context, value, text));
}

async function runReport(context: Context) {
  const { system } = await import("#platform/actor.ts");
  const { inReading } = await import("#platform/db.server.ts");
  const { readScope } = await import("#modules/reports/indicator.queries.server.ts");
  const { buildAnnualReport } = await import("#modules/reports/report.queries.server.ts");
  const { findReportTemplate, reportDocument, reportPdf } = await import("#modules/reports/report-papers.server.ts");
  const { requireValues } = await import("#platform/filter.server.ts");
  const { withLanguages } = await import("#platform/names.ts");
  const { scopeFilter } = await import("#modules/reports/indicator.filter.ts");
  const { home } = await import("#platform/home.ts");
  const { toLocale } = await import("#platform/words.server.ts");
  const asOf = context.options["as-of"];
  const asked = { year: required(context, "year"), ...(typeof asOf === "string" ? { as_of: asOf } : {}) };
  const locale = toLocale(String(context.options.language)) ?? home().language;
  const { report, own } = await inReading(system, async (work) => {
    const scope = await readScope(work, requireValues(scopeFilter, new URLSearchParams(asked)));
    const own = await findReportTemplate(work, scope.unitPath, locale);
    return { report: await buildAnnualReport(work, scope), own };
  });
  const format = context.options.format ?? "json";
  const bytes =
    format === "docx"
      ? await reportDocument(report, locale, { own })
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
  const { commitImport, readSent, runCommit, tryImport } = await import("#modules/imports/import.commands.server.ts");
  const { findImport } = await import("#modules/imports/import.queries.server.ts");
  const { inReading, inWork } = await import("#platform/db.server.ts");
  const actor = await actorOf(context);
  const bytes = new Uint8Array(fs.readFileSync(file));
  const read = await readSent(actor, { kind, name: path.basename(file), bytes });
  const id = await inWork(actor, (work) => tryImport(work, read));
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

async function runUnion(context: Context) {
  const { unionCommand } = await import("./union.ts");
  await unionCommand(context, (value, text) => show(context, value, text));
}

async function runPractice(context: Context) {
  const { practiceCommand } = await import("./practice.ts");
  await practiceCommand(context, (value, text) => show(context, value, text));
}

async function runBackup(context: Context) {
  const { runBackupCommand } = await import("./backup.ts");
  const { said, text, code } = await runBackupCommand(context);
  show(context, said, text);
  return code ?? 0;
}

async function runRestore(context: Context) {
  const { makeWords } = await import("./backup.ts");
  await makeWords();
  const { runRestoreCommand, runRestoreTo } = await import("./restore.ts");
  const { said, text, code } = await (context.options.at === undefined
    ? runRestoreCommand(context)
    : runRestoreTo(context.options));
  show(context, said, text);
  return code ?? 0;
}

async function runBench(context: Context) {
  await runDemo({ ...context, options: { ...context.options, json: false } });
  const size = context.options.size ?? "S10";
  if (size !== "S1" && size !== "S10" && size !== "S100") throw new Error("--size must be S1, S10 or S100.");
  const { bench } = await import("#bench/run.ts");
  const { part, seconds } = context.options as { part?: string; seconds?: string };
  await bench(context.database, size, { ...(part && { part }), ...(seconds && { seconds: Number(seconds) }) });
}

async function runWorker({ database }: Context) {
  const { workForAll } = await import("../worker.server.ts");
  const { beginHearing } = await import("#platform/heard.server.ts");
  const { learnUnions } = await import("#platform/unions.server.ts");
  const { keepSafe } = await import("#platform/keeper.server.ts");
  await learnUnions();
  await workForAll();
  const endHearing = beginHearing(() => void learnUnions().then(workForAll, () => undefined));
  const endKeeping = keepSafe(database);
  say("The worker runs; Ctrl C stops it.");
  await untilStopped();
  endHearing();
  endKeeping();
  const { stopWorkers } = await import("#platform/jobs.server.ts");
  await stopWorkers();
}

const untilStopped = () => new Promise((resolve) => process.once("SIGINT", resolve).once("SIGTERM", resolve));

async function runKeep({ database }: Context) {
  if (!database.ownerUrl) throw new Error("Set DATABASE_OWNER_URL to the address of the schema's owner for this.");
  const { keepSafe } = await import("#platform/keeper.server.ts");
  const { beAtHomeAgain } = await import("#modules/identity/identity.queries.server.ts");
  const { beginHearing } = await import("#platform/heard.server.ts");
  const { learnUnions } = await import("#platform/unions.server.ts");
  // Backups are made at a time by each union's clocks.
  const know = () => learnUnions().then(beAtHomeAgain);
  await know();
  const endHearing = beginHearing(() => void know().catch(() => undefined));
  const endKeeping = keepSafe(database);
  say("Backups are kept; Ctrl C stops it.");
  await untilStopped();
  endHearing();
  endKeeping();
}
