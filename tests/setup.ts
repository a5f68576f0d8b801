import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { UNION } from "#demo/union.ts";
import { config } from "#platform/config.ts";
import { startEmbedded } from "#platform/embedded.server.ts";
import { NEUTRAL, setHome } from "#platform/home.ts";
import { migrate } from "#platform/migrate.server.ts";
import { removeData } from "./data-folder.ts";

/** One real PostgreSQL for the whole run, with three templates: empty as a first start, the bare tree of units, and the demo union. */
export default async function setup() {
  setHome({ ...NEUTRAL, ...UNION });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-test-"));
  // What a test keeps lies there too, and goes with it.
  process.env.AMITY_DATA = folder;
  config.dataFolder = folder;
  // Nothing here outlives the run: what a power cut would lose is not waited for.
  const server = await startEmbedded(folder, () => ({
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "off",
  }));
  const bare = {
    ownerUrl: server.owner.replace("/amity?", "/template_bare?"),
    appUrl: server.app.replace("/amity?", "/template_bare?"),
  };
  process.env.AMITY_SECRET = config.secret = "a-secret-of-the-tests-with-32-characters";
  await migrate({ ...bare, schema: "amity", secret: config.secret });
  const admin = new pg.Client({ connectionString: server.owner.replace("/amity?", "/postgres?") });
  await admin.connect();
  await admin.query("create database template_empty template template_bare");
  await load(bare, "bare", folder);
  await admin.query("create database template_demo template template_bare");
  await load(
    {
      ownerUrl: bare.ownerUrl.replace("template_bare", "template_demo"),
      appUrl: bare.appUrl.replace("template_bare", "template_demo"),
    },
    "demo",
    folder,
  );
  await admin.end();
  process.env.AMITY_TEST_OWNER = server.owner;
  process.env.AMITY_TEST_APP = server.app;
  return () => {
    server.stop();
    removeData(folder);
  };
}

async function load(target: { ownerUrl: string; appUrl: string }, what: "bare" | "demo", folder: string) {
  process.env.DATABASE_URL = target.appUrl;
  const { loadPack } = await import("#modules/reference/reference.commands.server.ts");
  const { closePools, inWork } = await import("#platform/db.server.ts");
  const { loadDemo, loadUnits } = await import("#demo/load.ts");
  const { config } = await import("#platform/config.ts");
  const { system } = await import("#platform/actor.ts");
  config.databaseUrl = target.appUrl;
  config.dataFolder = folder;
  const owner = new pg.Client({ connectionString: target.ownerUrl });
  await owner.connect();
  await owner.query("set search_path = amity, public");
  await loadPack(owner, "world");
  await loadPack(owner, "vietnam");
  await owner.end();
  if (what === "demo") await loadDemo(() => undefined);
  else await inWork(system, loadUnits);
  await closePools();
}
