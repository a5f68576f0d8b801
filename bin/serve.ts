import fs from "node:fs";
import http from "node:http";
import { buildIfStale } from "./build-if-stale.ts";

process.env.PROTOCOL_HEADER ??= "x-forwarded-proto";
process.env.HOST_HEADER ??= "host";
process.env.BODY_SIZE_LIMIT ??= "64M";

main().catch((cause: Error) => {
  process.stderr.write(`${cause.message}\n`);
  process.exit(1);
});

async function main() {
  const { config } = await import("#platform/config.ts");
  buildIfStale();
  const { openDatabase } = await import("#platform/boot.server.ts");
  const database = await openDatabase();
  await prepare(database).catch((cause: unknown) => {
    database.stop();
    throw cause;
  });
  if (config.isDemo)
    process.stdout.write(
      "This is the demo union: the people and records are invented, the passwords are known to everybody.\n",
    );
  await serve(database).catch((cause: unknown) => {
    database.stop();
    throw cause;
  });
}

/** Migrations, facts and, where that is wanted, the demo; kept apart so that its memory can go before serving begins. */
async function prepare(database: import("#platform/boot.server.ts").Database) {
  const { config } = await import("#platform/config.ts");
  const { asOwner, migrateDatabase } = await import("#platform/boot.server.ts");
  const applied = await migrateDatabase(database);
  if (database.ownerUrl && (applied.length > 0 || factsAreNewer())) {
    const { refreshFacts } = await import("#modules/reference/reference.commands.server.ts");
    await asOwner(database, refreshFacts);
  }
  if (config.isDemo) {
    const { startDemo } = await import("#demo/start.ts");
    const loaded = await startDemo(database, (part) => process.stderr.write(`Loading the demo union: ${part} …\n`));
    if (loaded) process.stderr.write("The demo union is ready.\n");
  }
  const { closePools } = await import("#platform/db.server.ts");
  await closePools();
}

function factsAreNewer(): boolean {
  const built = fs.statSync("build/.source").mtimeMs;
  return fs
    .readdirSync("src/modules/reference/facts")
    .some((name) => fs.statSync(`src/modules/reference/facts/${name}`).mtimeMs > built);
}

async function serve(database: import("#platform/boot.server.ts").Database) {
  const { config } = await import("#platform/config.ts");
  const entry = "../build/handler.js";
  const { handler } = (await import(entry)) as { handler: http.RequestListener };
  const server = http.createServer((request, response) => {
    // The adapter takes https for granted; without a proxy in front the line is plain.
    request.headers["x-forwarded-proto"] ??= "http";
    // A key in a header is never sent by a page of somebody else's, so a program needs no origin to post a form.
    if (request.headers.authorization?.startsWith("Bearer "))
      request.headers.origin ??= `${String(request.headers["x-forwarded-proto"])}://${request.headers.host}`;
    handler(request, response);
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
  server.listen(config.port, config.host, () => {
    process.stdout.write(
      `Amity is ready at http://${config.host === "127.0.0.1" ? "localhost" : config.host}:${config.port}\n`,
    );
    // Whoever supervises starts again only what has once been ready.
    process.send?.("ready");
  });
  const { keepSafe } = await import("#platform/keeper.server.ts");
  const endKeeping = config.runsWorker ? keepSafe(database) : () => undefined;
  const endDatabase = keepUp(database);
  stopCleanly(server, () => {
    endKeeping();
    endDatabase();
  });
}

const LOOK = 500;

/** Looks after the embedded database until it is to stop; answers what stops it. */
function keepUp(database: import("#platform/boot.server.ts").Database): () => void {
  let isBusy = false;
  const look = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    database
      .keepUp()
      .catch((cause: Error) => process.stderr.write(`${cause.message}\n`))
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
