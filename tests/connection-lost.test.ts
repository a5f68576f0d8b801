import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import { expect, test } from "vitest";
import { asMachine, asOwner } from "#platform/boot.server.ts";
import { openClient } from "#platform/client.server.ts";
import { useDatabase } from "./database.ts";

// A database that goes away ends no process: backups, upgrades, seals and the keeper's looks say that it did. What nobody caught fails the run.

const bare = useDatabase("bare");
const idle = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Ends the connection from outside while nothing is asked on it, as a database does that is stopped or dies. */
async function lose(client: pg.ClientBase) {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const other = await openClient(bare.ownerUrl());
  await other.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await other.end();
  await idle();
}

test("a connection that is lost is heard of from the next statement, and ends nothing else", async () => {
  const nothing = () => undefined;
  const database = {
    ownerUrl: bare.ownerUrl(),
    appUrl: bare.appUrl(),
    stop: nothing,
    end: nothing,
    keepUp: () => Promise.resolve(),
  };
  const work = async (client: pg.ClientBase) => {
    await lose(client);
    return client.query("select");
  };
  await expect(asOwner(database, work)).rejects.toThrow(/not queryable|terminat/i);
  await expect(asMachine(database, work)).rejects.toThrow(/not queryable|terminat/i);
});

test("nobody opens a connection that does not listen for its loss", () => {
  const opening = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ts$/.test(name) && !name.includes("test") && !name.startsWith("words"))
    .filter((name) => /new pg\.Client\(/.test(fs.readFileSync(path.join("src", name), "utf8")));
  expect(opening).toEqual(["platform/client.server.ts"]);
});
