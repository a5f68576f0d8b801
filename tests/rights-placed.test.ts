import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "./database.ts";
import { oneOfEach } from "./one-of-each.ts";
import { dice } from "./rights-generated.ts";
import type { Table } from "./rights-placed.ts";
import { comparePlaced, fillEmpty, tablesOf } from "./rights-placed.ts";
import { prepareTries } from "./rights-tries.ts";
import { FIELDS, OTHERS } from "./rights-told.ts";

/** So many rows of each table are put somewhere at random and tried by somebody at random. `npm run rights` asks many more. */
const EACH = process.env.AMITY_RIGHTS === "whole" ? 500 : 40;
const seed = Number(process.env.AMITY_RIGHTS_SEED ?? 20_261_126);

const database = useDatabase("demo");
let client: pg.Client;
let app = "";
let tables: Table[] = [];

beforeAll(async () => {
  client = new pg.Client({ connectionString: database.ownerUrl() });
  app = new URL(database.appUrl()).username;
  await client.connect();
  await client.query("set search_path = amity, public");
  await oneOfEach(client);
  await fillEmpty(client);
  tables = await tablesOf(client, app);
  await prepareTries(client, tables);
});
afterAll(() => client.end());

test("every table under row-level security has its line in docs/rights.md, and no other", () => {
  const said = [...FIELDS, ...OTHERS].flatMap((line) => line.Table?.split(", ") ?? []);
  expect(tables.map((table) => table.name)).toEqual(said.toSorted());
});

describe("a row put anywhere is read, added, changed, moved and taken out by whom docs/rights.md says", () => {
  const names = [...FIELDS, ...OTHERS].flatMap((line) => line.Table?.split(", ") ?? []);
  test.each(names)("%s", { timeout: 600_000 }, async (name) => {
    const table = tables.find((one) => one.name === name);
    if (!table) throw new Error(`There is no ${name}`);
    const roll = dice(seed);
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    const differing = await comparePlaced(client, app, table, { roll, times: EACH });
    await client.query("rollback");
    expect(differing.slice(0, 5)).toEqual([]);
  });
});
