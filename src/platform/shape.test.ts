import { sql } from "kysely";
import { expect, test } from "vitest";
import { useDatabase } from "../../tests/database.ts";
import { system } from "./actor.ts";
import { inReading } from "./db.server.ts";
import { nameIn } from "./names.server.ts";
import { shaped } from "./shape.server.ts";
import { today } from "./time.ts";

useDatabase();

test("a statement of one shape is built once and filled in each time, its values wherever they stand", async () => {
  let built = 0;
  const sum = shaped(["one", "other"], (trx, { one, other }: { one: number; other: number }) => {
    built += 1;
    return trx.selectNoFrom(sql<number>`${one}::int * 10 + ${other}::int + ${one}::int * 100 + ${7}::int`.as("sum"));
  });
  const ask = (one: number, other: number) => inReading(system, (work) => sum(work, { one, other }));
  expect(await Promise.all([ask(1, 2), ask(3, 4), ask(5, 6)])).toEqual([
    [{ sum: 119 }],
    [{ sum: 341 }],
    [{ sum: 563 }],
  ]);
  expect(built).toBe(1);
});

test("a statement whose shape hangs on a value is refused when it is built", async () => {
  const listed = shaped(["path"], (trx, { path }: { path: string }) =>
    trx.selectNoFrom(sql<string>`${`${path}.*`}::text`.as("below")),
  );
  await expect(inReading(system, (work) => listed(work, { path: "vufo" }))).rejects.toThrow(
    "may not depend on what path is",
  );
});

test("nor may it hang on the day or the language of whoever asked first", async () => {
  const onDay = shaped([], (trx) => trx.selectNoFrom(sql<string>`${today()}::date`.as("day")));
  await expect(inReading(system, (work) => onDay(work, {}))).rejects.toThrow("may not depend on what the day is");
  const named = shaped([], (trx) =>
    trx.selectFrom("reference.country as country").select(nameIn("country.name").as("name")),
  );
  await expect(inReading(system, (work) => named(work, {}))).rejects.toThrow("the reader's language is");
  expect(today()).toMatch(/^\d{4}-/);
});
