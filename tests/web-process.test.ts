import { afterEach, expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { system } from "#platform/actor.ts";
import { refuseDemoAccounts } from "#modules/access/access.queries.server.ts";
import { DEMO } from "#modules/access/access.model.ts";
import { openAccount } from "#modules/access/access.commands.server.ts";
import { requireLeastRight } from "#platform/web-process.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const nothing = () => undefined;
const outside = { ownerUrl: undefined, appUrl: "", stop: nothing, end: nothing, keepUp: () => Promise.resolve() };
const start = () => requireLeastRight(outside);

afterEach(() => {
  config.databaseUrl = (process.env.AMITY_TEST_APP ?? "").replace(
    "/amity?",
    `/${new URL(database.ownerUrl()).pathname.slice(1)}?`,
  );
  config.ownerUrl = undefined;
});

test("what serves the web starts as the application's role, over a database that is up to date", async () => {
  await expect(start()).resolves.toBeUndefined();
});

test("it does not start with the owner's address", async () => {
  config.ownerUrl = database.ownerUrl();
  await expect(start()).rejects.toThrow("DATABASE_OWNER_URL does not belong to what serves the web");
});

test("it does not start as a superuser or as who owns the tables, also by being a member of who does", async () => {
  config.databaseUrl = database.ownerUrl();
  await expect(start()).rejects.toThrow("who may do anything in the database");
  const role = `owns_${process.pid}`;
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query(
      `create role ${role} login password 'k3Vq8ZtR1xLw'; grant connect on database ${new URL(database.ownerUrl()).pathname.slice(1)} to ${role}`,
    );
    await client.query(`grant usage on schema amity to ${role}; alter table unit owner to ${role}`);
  });
  const url = new URL(database.ownerUrl());
  url.username = role;
  url.password = "k3Vq8ZtR1xLw";
  config.databaseUrl = url.toString();
  await expect(start()).rejects.toThrow("to whom unit");
  await asOwner(database.ownerUrl(), (client) =>
    client.query(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`),
  );
});

test("over a database that lacks migrations it says which command brings them", async () => {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "create temp table kept as select * from schema_migration; delete from schema_migration where name in (select name from kept order by name desc limit 2)",
    ),
  );
  await expect(start()).rejects.toThrow(/lacks 2 of \d+ migrations. Run `npm run amity -- migrate`/);
});

test("real work does not begin where people of the demo can sign in", async () => {
  await expect(inWork(system, refuseDemoAccounts)).resolves.toBeUndefined();
  await inWork(system, (work) =>
    openAccount(work, { name: "A", email: "office@demo.example", password: DEMO.password }),
  );
  await expect(inWork(system, refuseDemoAccounts)).rejects.toThrow("Begin real work in another folder");
});
