import fs from "node:fs";
import type http from "node:http";
import { buildIfStale } from "./build-if-stale.ts";

// How much an address takes is said in roomy.ts, with a sentence; the framework's own limit would answer before it with another's.
process.env.BODY_SIZE_LIMIT = "Infinity";

process.on("uncaughtException", (cause: Error) => {
  say(`Amity ends: ${cause.stack ?? cause.message}`, "error");
  process.exit(1);
});

main().catch((cause: Error) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

async function main() {
  const { config } = await import("#platform/config.ts");
  const { outliveLog } = await import("#platform/log.server.ts");
  outliveLog();
  buildIfStale();
  const { openDatabase } = await import("#platform/boot.server.ts");
  const database = await openDatabase();
  await prepare(database).catch((cause: unknown) => {
    database.stop();
    throw cause;
  });
  // From here on nothing in this process knows the owner of the database.
  database.ownerUrl = undefined;
  if (config.isDemo)
    say("This is the demo union: the people and records are invented, the passwords are known to everybody.");
  // From here on the log is on stdout, a JSON line each, and events of security with it.
  process.env.AMITY_SERVES = "1";
  await serve(database).catch((cause: unknown) => {
    database.stop();
    throw cause;
  });
}

/** Migrations, facts and, where that is wanted, the demo; kept apart so that its memory can go before serving begins. */
async function prepare(database: import("#platform/boot.server.ts").Database) {
  const { config } = await import("#platform/config.ts");
  const { asOwner, migrateDatabase } = await import("#platform/boot.server.ts");
  const { requireLeastRight } = await import("#platform/web-process.server.ts");
  await requireLeastRight(database);
  await migrateDatabase(database);
  if (database.ownerUrl) {
    const { bringFacts } = await import("#modules/reference/reference.commands.server.ts");
    await asOwner(database, bringFacts);
  }
  if (config.isDemo && !fs.existsSync("demo"))
    throw new Error("There is no demo here. Say AMITY_DEMO=0 for real work.");
  if (config.isDemo) {
    const { startDemo } = await import("#demo/start.ts");
    const loaded = await startDemo(database, (part) => say(`Loading the demo union: ${part} …`));
    if (loaded) say("The demo union is ready.");
  } else {
    const { refuseDemoAccounts } = await import("#modules/access/access.queries.server.ts");
    const { inReading } = await import("#platform/db.server.ts");
    const { system } = await import("#platform/actor.ts");
    await inReading(system, refuseDemoAccounts);
  }
  const firstKey = await makeKey();
  if (firstKey) say(`Nobody can sign in yet. The first administrator begins at ${config.origin}/first?key=${firstKey}`);
  const { closePools } = await import("#platform/db.server.ts");
  await closePools();
}

/** A key for the first page of an empty start. */
async function makeKey(): Promise<string | undefined> {
  const { makeFirstKey } = await import("#modules/access/first.commands.server.ts");
  const { system } = await import("#platform/actor.ts");
  const { inWork } = await import("#platform/db.server.ts");
  return inWork(system, makeFirstKey);
}

/** For people on a terminal a sentence, else a line like any other of the log. */
function say(sentence: string, level = "info") {
  if (process.stdout.isTTY) process.stdout.write(`${sentence}\n`);
  else process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, message: sentence })}\n`);
}

async function serve(database: import("#platform/boot.server.ts").Database) {
  const { config } = await import("#platform/config.ts");
  const { beginBeating, endBeating } = await import("#platform/heart.server.ts");
  const { FRONT, openFront } = await import("#platform/front.server.ts");
  const { onlyTo } = await import("#platform/outgoing.server.ts");
  globalThis.fetch = onlyTo(config.calledHosts, globalThis.fetch);
  process.env.ADDRESS_HEADER = FRONT.client;
  process.env.PROTOCOL_HEADER = FRONT.protocol;
  process.env.HOST_HEADER = FRONT.host;
  const entry = "../build/handler.js";
  const { handler } = (await import(entry)) as { handler: http.RequestListener };
  const server = openFront(config.front, handler);
  server.on("error", (cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === "EADDRINUSE"
        ? `Port ${config.port} is taken. Say another one: PORT=${config.port + 1} npm start`
        : cause.message;
    process.stderr.write(`${why}\n`);
    database.stop();
    process.exit(1);
  });
  server.listen(config.port, config.host, () => {
    say(`Amity is ready at http://${config.host === "127.0.0.1" ? "localhost" : config.host}:${config.port}`);
    // Whoever supervises starts again only what has once been ready.
    beginBeating();
  });
  const { keepSafe } = await import("#platform/keeper.server.ts");
  const endKeeping = config.runsWorker ? keepSafe(database) : () => undefined;
  const { seldom } = await import("#platform/seldom.server.ts");
  const endDatabase = keepUp(
    database,
    seldom((why) => say(why, "error")),
  );
  stopCleanly(server, () => {
    endBeating();
    endKeeping();
    endDatabase();
  });
}

const LOOK = 500;
const MOST_MISSED = 10;

/** Looks after the embedded database until it is to stop; answers what stops it. Where it cannot be started it is tried less often, and said seldom. */
function keepUp(database: import("#platform/boot.server.ts").Database, sayWhy: (why: string) => void): () => void {
  let isBusy = false;
  let failed = 0;
  let missed = 0;
  const look = setInterval(() => {
    if (isBusy || (missed += 1) < Math.min(failed, MOST_MISSED)) return;
    isBusy = true;
    missed = 0;
    database
      .keepUp()
      .then(() => (failed = 0))
      .catch((cause: Error) => {
        failed += 1;
        sayWhy(cause.message);
      })
      .finally(() => (isBusy = false));
  }, LOOK).unref();
  return () => {
    clearInterval(look);
    database.end();
  };
}

/** Requests are finished, jobs returned, then the database stops. */
function stopCleanly(server: http.Server, stopDatabase: () => void) {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => void finish());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 8000).unref();
  };
  const finish = async () => {
    await Promise.all(
      process.listeners("amity:shutdown" as never).map((listener) => (listener as () => Promise<void>)()),
    );
    stopDatabase();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
