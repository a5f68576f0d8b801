import { expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { tableColumns } from "#platform/columns.ts";
import { inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { newId } from "#platform/id.ts";
import { fold } from "#platform/typed.ts";
import { inLocale, wordsOfValue } from "#platform/words.server.ts";
import { IMPORT_KINDS } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";

const database = useDatabase();

test.each(IMPORT_KINDS)("%s have a name in both languages", (kind) => {
  const names = (["vi", "en"] as const).map((locale) => inLocale(locale, () => wordsOfValue("nav_", "kind", kind)));
  expect(new Set([kind, ...names]).size).toBe(3);
});

const ask = <Row extends object>(text: string, table: string) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(text, [table])).rows);

test.each(IMPORT_KINDS)("the columns of %s are the table's, each of the type that is said", async (kind) => {
  const { set } = IMPORTABLE[kind];
  const columns = await ask<{ name: string; type: string }>(
    "select attname as name, format_type(atttypid, null) as type from pg_attribute where attrelid = $1::regclass and attnum > 0",
    set.table,
  );
  expect(columns).toEqual(expect.arrayContaining(tableColumns(set)));
  const names = tableColumns(set).map((column) => column.name);
  expect(names).toEqual(expect.arrayContaining(set.identity));
  expect(set.columns.filter((column) => !column.as).map((column) => column.name)).toEqual([
    "id",
    "version",
    "code",
    "unit",
  ]);
});

test.each(IMPORT_KINDS)("what a row of %s may be is found by an index, folded and as it came in", async (kind) => {
  const indexes = await ask<{ indexdef: string }>(
    "select indexdef from pg_indexes where schemaname = 'amity' and tablename = $1",
    IMPORTABLE[kind].set.table,
  );
  expect(indexes.filter((one) => /\(known_by\)/.test(one.indexdef))).toHaveLength(1);
  expect(indexes.filter((one) => /\(import_key\)/.test(one.indexdef))).toHaveLength(1);
});

test.each(IMPORT_KINDS)("no heading of %s means two columns, and each has one to name it by", (kind) => {
  const { columns } = IMPORTABLE[kind].set;
  const headings = columns.flatMap((column) => [...column.vi, ...column.en, ...(column.lesser ?? [])]).map(fold);
  expect(headings.filter((one, at) => headings.indexOf(one) !== at)).toEqual([]);
  expect(columns.filter((column) => !column.beside && (!column.vi[0] || !column.en[0]))).toEqual([]);
});

test.each(IMPORT_KINDS)("whoever may make none of %s imports none", async (kind) => {
  const auditor = await aPerson("auditor", "vufo");
  const { attempt, write } = IMPORTABLE[kind];
  await expect(inWork(auditor, (work) => attempt(work, []))).rejects.toThrow(ForbiddenError);
  await expect(inWork(auditor, (work) => write(work, newId(), []))).rejects.toThrow(ForbiddenError);
});
