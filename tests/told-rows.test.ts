import { expect, test } from "vitest";
import { kindsWith } from "#platform/kinds.ts";
import { GENERATED, TOLD, tablesOf, toldTables } from "#platform/told-rows.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const ask = (sql: string) =>
  asOwner(database.ownerUrl(), async (client) =>
    (await client.query<{ name: string }>(sql)).rows.map((row) => row.name).toSorted(),
  );

test("of every table it is said which lines explain its rows, or why none does", async () => {
  const tables = await ask(
    "select relname as name from pg_class where relnamespace = 'amity'::regnamespace and relkind = 'r'",
  );
  expect(Object.keys(TOLD).toSorted()).toEqual(tables);
});

test("every column of such a row is held against the history, but for those that are named with a reason", async () => {
  const columns =
    await ask(`select relname || '.' || attname as name from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'amity'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped`);
  const named = toldTables().flatMap(([table, told]) => [
    ...Object.keys(told.except ?? {}).map((column) => `${table}.${column}`),
    ...("of" in told ? [`${table}.${told.by}`] : []),
    `${table}.${told.key ?? "id"}`,
  ]);
  expect(named.filter((one) => !columns.includes(one))).toEqual([]);
  for (const [, told] of toldTables())
    for (const why of Object.values(told.except ?? {})) expect(why.length).toBeGreaterThan(8);
});

test("what the database makes of other columns is left out by its name, and nothing else", async () => {
  const made = await ask(
    "select distinct attname as name from pg_attribute join pg_class on pg_class.oid = attrelid where relnamespace = 'amity'::regnamespace and relkind = 'r' and attgenerated <> ''",
  );
  expect(made).toEqual(GENERATED.toSorted());
});

/** Acts about a person's data have a number of their own and no row; the rows of an account are sign-in's. */
const WITHOUT_ROWS = new Set<string>(["person", "account"]);

test("every kind that the history knows has rows of its own, found by an index", async () => {
  for (const kind of kindsWith("logged").filter((one) => !WITHOUT_ROWS.has(one)))
    expect(tablesOf(kind).some(([, told]) => "of" in told)).toBe(true);
  const bare = await asOwner(database.ownerUrl(), async (client) => {
    const without: string[] = [];
    for (const [table, told] of toldTables()) {
      const column = "of" in told ? told.by : (told.through?.by ?? told.about);
      const { rowCount } = await client.query(
        `select from pg_index join pg_attribute on attrelid = indrelid and attnum = indkey[0] where indrelid = $1::regclass and attname = $2`,
        [table, column],
      );
      if (!rowCount) without.push(`${table}.${column}`);
    }
    return without;
  });
  expect(bare).toEqual([]);
});
