import type pg from "pg";
import { actAs } from "./act-as.server.ts";
import { system } from "./actor.ts";
import { openClient } from "./client.server.ts";
import { config, readConfig } from "./config.ts";
import { startEmbedded } from "./embedded.server.ts";
import type { Places } from "./embedded-places.server.ts";
import { ownUnion } from "./union.server.ts";
import { trailSettings } from "./trail.server.ts";
import "./pg-types.server.ts";

/** `stop` ends an embedded server that was started here; `end` whoever started it: after a crash the next start finds it running. */
export type Database = {
  ownerUrl: string | undefined;
  appUrl: string;
  isEmbedded?: boolean;
  stop: () => void;
  end: () => void;
  /** Starts an embedded server again that has died; an outside one is somebody else's to keep up. */
  keepUp: () => Promise<void>;
  /** Of the embedded database; the files of an outside one are somebody else's to keep. */
  places?: Places;
};

const nothing = () => undefined;

/** For what works without one. */
export const noDatabase = (): Database => ({
  ownerUrl: undefined,
  appUrl: "",
  stop: nothing,
  end: nothing,
  keepUp: () => Promise.resolve(),
});

/** Finds the database: the one that DATABASE_URL names, or the embedded one, started when it does not run. */
export async function openDatabase(): Promise<Database> {
  if (config.databaseUrl) {
    // The owner comes first: the application's role and database may still have to be made.
    await awaitServer(config.ownerUrl ? onServer(config.ownerUrl) : config.databaseUrl);
    return {
      ownerUrl: config.ownerUrl,
      appUrl: config.databaseUrl,
      stop: nothing,
      end: nothing,
      keepUp: () => Promise.resolve(),
    };
  }
  const embedded = await startEmbedded(config.dataFolder, (places) => trailSettings(config.trail, places));
  process.env.DATABASE_URL = embedded.app;
  if (!config.secret) process.env.AMITY_SECRET = embedded.secret;
  Object.assign(config, readConfig(process.env));
  const { owner: ownerUrl, app: appUrl, stop: end, keepUp } = embedded;
  const stop = () => embedded.startedHere && end();
  return { ownerUrl, appUrl, isEmbedded: true, stop, end, keepUp, places: embedded.places };
}

/** A connection of the schema's owner. */
export type Owner = pg.Client;

/** Runs as the schema's owner, who is not bound by row-level security where it is a superuser: backups, seals, facts. */
export async function asOwner<Result>(database: Database, run: (client: Owner) => Promise<Result>): Promise<Result> {
  if (!database.ownerUrl) throw new Error("Set DATABASE_OWNER_URL to the address of the schema's owner for this.");
  const client = await openClient(database.ownerUrl);
  try {
    await client.query(`set search_path = ${ownUnion().schema}, public; set amity.reach = 'system'`);
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Runs as the application's role for nobody: what the system may see and do without being anybody's owner. */
export async function asMachine<Result>(
  { appUrl }: Pick<Database, "appUrl">,
  run: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(appUrl);
  try {
    await client.query("begin");
    await client.query(actAs(system));
    const result = await run(client);
    await client.query("commit");
    return result;
  } finally {
    await client.end();
  }
}

/** The same server, before or beside the union's database. */
export function onServer(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.pathname = "/postgres";
  return url.toString();
}

async function awaitServer(url: string) {
  const address = new URL(url);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await (await openClient(url, { connectionTimeoutMillis: 2000 })).end();
    } catch (cause) {
      if (attempt === 15)
        throw new Error(
          `The database at ${address.host}${address.pathname} does not answer: ${(cause as Error).message}`,
          { cause },
        );
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
