// What serves: built as one graph of modules with the pages (vite.config.ts), begun by bin/serve.mjs.
import fs from "node:fs";
import type http from "node:http";
import { flushCompileCache } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { beAtHome, beAtHomeAgain } from "#modules/identity/identity.queries.server.ts";
import { closeThreads } from "#platform/apart.server.ts";
import type { Database } from "#platform/boot.server.ts";
import { openDatabase } from "#platform/boot.server.ts";
import { config } from "#platform/config.ts";
import { closePools, inReading } from "#platform/db.server.ts";
import { FRONT, openFront } from "#platform/front.server.ts";
import { beginHearing } from "#platform/heard.server.ts";
import { beginBeating, endBeating } from "#platform/heart.server.ts";
import { askedOf, send } from "#platform/direct.server.ts";
import { keepSafe } from "#platform/keeper.server.ts";
import { keepUp } from "#platform/kept-up.server.ts";
import { announce, beginServing, log, outliveLog } from "#platform/log.server.ts";
import { onlyTo } from "#platform/outgoing.server.ts";
import { findPrepared, prepareApart } from "#platform/prepared.server.ts";
import { restWhenQuiet } from "#platform/rest.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { system } from "#platform/actor.ts";
import { requireLeastRight } from "#platform/web-process.server.ts";
import { OWN, inUnion, unionsServed } from "#platform/union.server.ts";
import { learnUnions } from "#platform/unions.server.ts";
import { answerCall } from "./interface.server.ts";

process.on("uncaughtException", (cause: Error) => {
  announce(`Amity ends: ${cause.stack ?? cause.message}`, "error");
  process.exit(1);
});

inUnion(OWN, main).catch((cause: Error) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

async function main() {
  outliveLog();
  if (config.isDemo && !fs.existsSync("demo"))
    throw new Error("There is no demo here. Say AMITY_DEMO=0 for real work.");
  const database = await openDatabase();
  try {
    await prepare(database);
    // From here on nothing in this process knows the owner of the database.
    database.ownerUrl = undefined;
    if (config.isDemo)
      announce("This is the demo union: the people and records are invented, the passwords are known to everybody.");
    await learnUnions();
    for (const union of unionsServed()) await inUnion(union, beAtHome);
    beginServing();
    await serve(database);
  } catch (cause) {
    database.stop();
    throw cause;
  }
}

/** A start that finds everything as it left it prepares nothing. */
async function prepare(database: Database) {
  await requireLeastRight(database);
  const { isPrepared, isBegun } = await findPrepared(database);
  if (!isPrepared || !isBegun) {
    // What a connection learned of the database before is not what it is after.
    await closePools();
    const isDone = await prepareApart(database, isBegun);
    if (!isDone) throw new Error("The database could not be prepared; the lines above say why.");
  }
  if (config.isDemo) return;
  const { refuseDemoAccounts } = await import("#modules/access/access.queries.server.ts");
  await inReading(system, refuseDemoAccounts);
}

async function serve(database: Database) {
  globalThis.fetch = onlyTo(config.calledHosts, globalThis.fetch);
  const pages = openPages();
  const server = openFront(config.front, (request, response) => {
    // The interface needs neither the framework nor its pages.
    if (request.url?.startsWith("/api/v1/")) void answerDirectly(request, response);
    else void pages.then((page) => page(request, response));
  });
  server.on("error", (cause: NodeJS.ErrnoException) => {
    const why =
      cause.code === "EADDRINUSE"
        ? `Port ${config.port} is taken. Say another one: PORT=${config.port + 1} npm start`
        : cause.message;
    process.stderr.write(`${why}\n`);
    database.stop();
    process.exit(1);
  });
  await new Promise<void>((resolve) => server.listen(config.port, config.host, resolve));
  await pages;
  announce(`Amity is ready at http://${config.host === "127.0.0.1" ? "localhost" : config.host}:${config.port}`);
  // Whoever supervises starts again only what has once been ready.
  beginBeating();
  const endKeeping = config.runsWorker ? keepSafe(database) : () => undefined;
  const endDatabase = keepUp(database);
  const endHearing = beginHearing(() => void learnAgain());
  stopCleanly(server, () => {
    endBeating();
    endKeeping();
    endHearing();
    endDatabase();
  });
  restWhenQuiet();
  flushCompileCache();
  if (!config.runsWorker) return;
  work = await import("./worker.server.ts");
  await work.workForAll();
}

/** Loaded only where this process does the background work too. */
let work: typeof import("./worker.server.ts") | undefined;

/** A change was told: of what is remembered, of whose union it is, or of which there are. */
async function learnAgain() {
  // Where the database is away, what was known holds; hearing again asks again.
  await learnUnions().catch(() => undefined);
  await beAtHomeAgain();
  await work?.workForAll();
}

async function answerDirectly(request: http.IncomingMessage, response: http.ServerResponse) {
  try {
    await send(request, response, await answerCall(askedOf(request)));
  } catch (cause) {
    // Past every answer of ours: an address that is none, or a connection that is gone.
    log("warn", "a call was not answered", { cause: (cause as Error).message });
    if (!response.headersSent) response.writeHead(400);
    response.end();
  }
}

/** The framework with all pages, which the adapter laid down beside this. */
async function openPages(): Promise<http.RequestListener> {
  process.env.ADDRESS_HEADER = FRONT.client;
  process.env.PROTOCOL_HEADER = FRONT.protocol;
  process.env.HOST_HEADER = FRONT.host;
  // How much an address takes is said in roomy.ts, with a sentence; the framework's own limit would answer before it with another's.
  process.env.BODY_SIZE_LIMIT = "Infinity";
  const entry = pathToFileURL(path.resolve("build/handler.js")).href;
  const { handler } = (await import(entry)) as { handler: http.RequestListener };
  return handler;
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
    await Promise.resolve(work?.endWork()).then(closeThreads).then(eventsWritten).then(closePools);
    stopDatabase();
    process.exit(0);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}
