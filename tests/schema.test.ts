import { expect, test } from "vitest";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const ask = (sql: string) =>
  asOwner(database.ownerUrl(), async (client) =>
    (await client.query<{ name: string }>(sql)).rows.map((row) => row.name).toSorted(),
  );

/** Seals and migrations hold nothing of a unit or a person. */
const NOT_BUSINESS = ["schema_migration"];

test("every table has row-level security enabled and forced", async () => {
  const open = await ask(
    "select relname as name from pg_class where relnamespace = 'amity'::regnamespace and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)",
  );
  expect(open).toEqual(NOT_BUSINESS);
});

test("the application's role owns nothing and cannot go round the policies", async () => {
  const owned = await ask(
    "select relname as name from pg_class join pg_roles on pg_roles.oid = relowner where rolname = 'amity_app'",
  );
  expect(owned).toEqual([]);
  expect(
    await ask(
      "select rolname as name from pg_roles where rolname = 'amity_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)",
    ),
  ).toEqual([]);
});

test("history can be added to but never changed or removed", async () => {
  const rights = await ask(
    "select privilege_type as name from information_schema.table_privileges where table_schema = 'amity' and table_name = 'history' and grantee = 'amity_app'",
  );
  expect(rights).toEqual(["INSERT", "SELECT"]);
});

test("every table has a key and a comment where the business reads it", async () => {
  expect(
    await ask(
      "select relname as name from pg_class where relnamespace in ('amity'::regnamespace, 'reference'::regnamespace) and relkind = 'r' and not exists (select from pg_constraint where conrelid = pg_class.oid and contype = 'p')",
    ),
  ).toEqual([]);
  const silent = await ask(
    "select relname as name from pg_class where relnamespace in ('amity'::regnamespace, 'reference'::regnamespace) and relkind in ('r', 'v') and obj_description(oid) is null and relname not like 'auth_%'",
  );
  expect(silent).toEqual(["schema_migration"]);
});

test("every foreign key has an index that begins with one of its columns", async () => {
  const bare =
    await ask(`select conrelid::regclass || ': ' || conname as name from pg_constraint where contype = 'f' and connamespace = 'amity'::regnamespace
    and not exists (select from pg_index where indrelid = conrelid and (string_to_array(indkey::text, ' ')::smallint[])[1] = any (conkey))`);
  expect(bare).toEqual([]);
});

test("only allowed column types", async () => {
  const odd =
    await ask(`select table_name || '.' || column_name || ' ' || data_type as name from information_schema.columns
    where table_schema = 'amity' and data_type in ('character varying', 'character', 'timestamp without time zone', 'real', 'double precision', 'money', 'json')`);
  expect(odd).toEqual([]);
});

/** Who acts is asked once a statement, in a sub-select of its own; asked of each row, the seal would be weighed for each row. */
const ASKED = /\( SELECT (actor_\w+)\(\) AS \1\)/g;
test("policies read no table, and ask once a statement who acts", async () => {
  const rules = await ask(
    "select tablename || ' ' || policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') as name from pg_policies where schemaname = 'amity'",
  );
  expect(rules.length).toBeGreaterThan(100);
  expect(rules.filter((rule) => /select|actor_\w+\(/i.test(rule.replaceAll(ASKED, "")))).toEqual([]);
});

test("functions that know the secret are looked for nowhere else, and nobody but the owner reads it", async () => {
  expect(
    await ask(`select proname as name from pg_proc where pronamespace = 'amity'::regnamespace and prosecdef
      and exists (select from regexp_matches(prosrc, '(?<![.\\w"])(?!coalesce|nullif|select|values|table|and|any|array|operator|in\\M)\\w+\\s*\\(', 'g'))`),
  ).toEqual([]);
  expect(
    await ask(
      "select 'read' as name where has_schema_privilege('amity_app', 'amity_seal', 'usage') or has_table_privilege('amity_app', 'amity_seal.secret', 'select')",
    ),
  ).toEqual([]);
});

test("no triggers of our own", async () => {
  expect(await ask("select tgname as name from pg_trigger where not tgisinternal")).toEqual([]);
});

test("no function carries a setting: that would not reach the workers of a cluster", async () => {
  expect(
    await ask(
      "select proname as name from pg_proc where pronamespace in ('amity'::regnamespace, 'reference'::regnamespace) and proconfig is not null",
    ),
  ).toEqual([]);
});
