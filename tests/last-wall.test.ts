import pg from "pg";
import type { MockInstance } from "vitest";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { actAs } from "#platform/act-as.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { migrate } from "#platform/migrate.server.ts";
import { insertMany } from "#platform/packets.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** Whatever SQL gets through as the application's role, with the rights of Can Tho's officer: what it must not reach. */
const database = useDatabase("demo");
let officer: Actor, leader: Actor;
beforeAll(async () => {
  // What is closed for a whole database is not copied with a template.
  await migrate({ ownerUrl: database.ownerUrl(), appUrl: database.appUrl(), schema: "amity" });
  officer = await aPerson("unit_officer", "can_tho");
  leader = await aPerson("leader", "vufo");
});

const OUT_OF_REACH = {
  "another unit's visits":
    "select id::text as found from delegation where not unit_path <@ 'vufo.can_tho' and visibility in ('unit', 'confidential')",
  "members of another unit's visits":
    "select name as found from delegation_member where not unit_path <@ 'vufo.can_tho' and visibility in ('unit', 'confidential')",
  "others' keys": "select token_hash as found from access_token",
  "others' letters": "select body as found from mail_outbox",
} as const;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.appUrl() });
  await client.connect();
  await client.query("set search_path = amity, public");
  return client;
}

/** Each statement alone; what one may not do the next need not know of. */
async function attempt(client: pg.Client, statements: string[]) {
  for (const statement of statements) {
    await client.query("savepoint before_it").catch(() => undefined);
    await client.query(statement).catch(() => client.query("rollback to savepoint before_it").catch(() => undefined));
  }
}

const settings = (scope: string, reach: string, user: string, paths: string) => [
  `set ${scope} amity.reach = '${reach}'`,
  `set ${scope} amity.user_id = '${user}'`,
  `set ${scope} amity.paths = '${paths}'`,
];

/** What somebody would try who may say anything in a transaction of the officer. */
const TRIES: Record<string, () => string[]> = {
  "says the reach": () => ["set local amity.reach = 'system'"],
  "says the reach for the session": () => ["set session amity.reach = 'system'"],
  "says it by a function": () => ["select set_config('amity.reach', 'system', true)"],
  "says to be the leader": () => settings("local", "staff", leader.userId ?? "", "{vufo}"),
  "widens the own place": () => ["set local amity.paths = '{vufo}'"],
  "takes a role": () => ["set local amity.role = 'office'"],
  "names somebody else": () => [`set local amity.user_id = '${leader.userId}'`],
  "guesses the secret": () => [
    "select act_as('', 'system', '', '', '{}')",
    "select act_as(null, 'system', '', '', '{}')",
  ],
  "takes the secret": () => [
    "create temp table got as select * from amity_seal.secret",
    "select * from amity_seal.secret",
    "do $$ begin perform set_config('amity.got', key, true) from amity_seal.secret; end $$",
  ],
  "becomes another role": () => ["set local role amity_owner", "set session authorization amity_owner", "reset role"],
  "seals by itself": () => [
    "set local amity.reach = 'system'",
    "select set_config('amity.seal', encode(sha256(convert_to(concat_ws('|', '', pg_backend_pid(), extract(epoch from now()), 'system', '', '', '{}', ''), 'UTF8')), 'hex'), true)",
  ],
  "hangs on to what was sealed": () => [
    "select set_config('amity.paths', current_setting('amity.paths') || ',vufo', true)",
  ],
  "puts functions before those of the server": () => [
    "create function public.texteq(text, text) returns boolean language sql return true",
    "create function pg_temp.texteq(text, text) returns boolean language sql return true",
    "set local search_path = pg_temp, public, amity, pg_catalog",
    "set local amity.reach = 'system'",
  ],
  "puts tables before those of the union": () => [
    "create temp table secret (only_one boolean, key text, known_by bytea)",
    "create temp view delegation as select * from amity.delegation",
  ],
  "turns the rules off": () => ["set local row_security = off", "alter table delegation disable row level security"],
  "ends the transaction and begins anew": () => ["commit", "begin", ...settings("local", "system", "", "{}")],
  "goes back to before": () => ["savepoint a", "set local amity.reach = 'system'", "release savepoint a"],
};

describe.each(Object.keys(TRIES))("%s", (name) => {
  test.each(Object.entries(OUT_OF_REACH))("%s", async (_what, question) => {
    const there = await asOwner(database.ownerUrl(), (client) => client.query(question));
    if (question.includes("delegation")) expect(there.rowCount).toBeGreaterThan(0);
    const client = await connect();
    try {
      await client.query("begin");
      await client.query(actAs(officer));
      await attempt(client, TRIES[name]?.() ?? []);
      const found = await client.query(question).catch(() => ({ rows: [] }));
      expect(found.rows).toEqual([]);
    } finally {
      await client.end();
    }
  });
});

test("between two rows of one statement nobody becomes somebody else", async () => {
  const visible = await inWork(officer, async (work) => (await work.client.query("select from delegation")).rowCount);
  const tried = await inWork(officer, async (work) => {
    await work.client.query("set local enable_indexscan = off");
    return work.client.query(
      "select set_config('amity.reach', 'system', true), set_config('amity.paths', '{vufo}', true), id from delegation",
    );
  });
  expect(tried.rowCount).toBe(visible);
});

test("without the application's secret one is a visitor, whatever one says", async () => {
  const client = await connect();
  for (const statement of settings("session", "system", leader.userId ?? "", "{vufo}")) await client.query(statement);
  const { rows } = await client.query(
    "select actor_reach() as reach, actor_user() as user, actor_paths()::text as paths",
  );
  expect(rows).toEqual([{ reach: "anonymous", user: null, paths: "{}" }]);
  await client.end();
});

test("a seal is good for its transaction and its connection alone", async () => {
  const [one, other] = [await connect(), await connect()];
  const sealed = ["reach", "user_id", "role", "paths", "seal"];
  const reach = async (client: pg.Client) =>
    (await client.query<{ reach: string }>("select actor_reach() as reach")).rows[0]?.reach;
  await one.query("begin");
  await one.query(actAs(system));
  expect(await reach(one)).toBe("system");
  const { rows } = await one.query<Record<string, string>>(
    `select ${sealed.map((name) => `current_setting('amity.${name}') as ${name}`).join(", ")}`,
  );
  const again = (client: pg.Client) =>
    Promise.all(
      sealed.map((name) => client.query("select set_config($1, $2, true)", [`amity.${name}`, rows[0]?.[name] ?? ""])),
    );
  await other.query("begin");
  await again(other);
  expect(await reach(other)).toBe("anonymous");
  await one.query("commit");
  expect(await reach(one)).toBe("anonymous");
  await one.query("begin");
  await again(one);
  expect(await reach(one)).toBe("anonymous");
  await one.end();
  await other.end();
});

/** What an officer, or somebody of the press who acts for the whole union, would write by SQL in the own name. */
const WRITES: Record<string, string> = {
  "a role of administrator": `insert into access_appointment (user_id, unit_id, unit_path, role, from_on)
    select actor_user(), id, path, 'administrator', '2020-01-01' from unit where path = (actor_paths())[1]`,
  "a higher role": "update access_appointment set role = 'administrator' where user_id = actor_user()",
  "an invitation as administrator": `insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at)
    select 'x@y.example', 'x', id, path, 'administrator', 'x', now() from unit where path = (actor_paths())[1]`,
  "somebody's invitation for oneself": "update access_invitation set token_hash = 'x'",
  "a letter": "insert into mail_outbox (recipient, subject, body) values ('x@y.example', 'x', 'x')",
  "a letter to oneself":
    "insert into mail_outbox (user_id, recipient, subject, body) values (actor_user(), 'x', 'x', 'x')",
  "a notice":
    "insert into notification (user_id, kind, subject_kind, subject_id) values (actor_user(), 'x', 'x', new_id())",
  "a line of history": `insert into history (user_id, user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action)
    select actor_user(), 'x', id, path, 'unit', 'unit', id, 'x' from unit where path = (actor_paths())[1]`,
  "another line": "update history set after = '{}', visibility = 'public'",
  "a seal": "insert into history_seal select * from history_seal",
  "the tree": "update unit set name = 'x'",
  "a name of a unit": "insert into unit_name (unit_id, language, name) select id, 'vi', 'x' from unit",
  "a post": "update unit_post set holder_name = 'x'",
  "a correction of facts":
    "insert into reference_correction (kind, key, state, fields, source) values ('days', 'x', 'said', '{}', 'x')",
  "a pack of facts": "select bring_fact_pack('world')",
  "a pack of facts as it lies ready": "update reference.fact_pack set rows = '[]'",
  "a shared fact": "update reference.country set capital = 'x'",
  "whose union this is": "update identity set short_name = 'x'",
  "another's signature": `insert into access_signature_delegation (from_user_id, to_user_id, unit_id, unit_path, from_on, until_on)
    select auth_user.id, actor_user(), unit.id, unit.path, '2026-01-01', '2027-01-01' from unit, auth_user where auth_user.id <> actor_user()`,
  "a signature for elsewhere": `insert into access_signature_delegation (from_user_id, to_user_id, unit_id, unit_path, from_on, until_on)
    select actor_user(), auth_user.id, unit.id, unit.path, '2026-01-01', '2027-01-01' from unit, auth_user
    where not unit.path <@ (actor_paths())[1] and auth_user.id <> actor_user() limit 1`,
};

test.each(Object.entries(WRITES))("nobody writes down by SQL: %s", async (_what, sql) => {
  const press = await aPerson("press", "vufo");
  for (const who of [officer, press]) {
    // What no row reaches, or no right allows; the root of the tree has nothing elsewhere.
    const written = await inWork(who, async (work) => (await work.client.query(sql)).rowCount).catch((cause: Error) =>
      /row-level security|permission denied/.test(cause.message) ? 0 : cause.message,
    );
    expect([who.role, written]).toEqual([who.role, 0]);
  }
});

test("no statement reads the closed columns of a partner, and the log is closed to visitors", async () => {
  await expect(inWork(officer, (work) => work.client.query("select next_step from partner"))).rejects.toThrow(
    "permission denied",
  );
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update history set visibility = 'public' where id = (select min(id) from history)"),
  );
  const read = await inWork(anonymous, (work) => work.client.query("select from history"));
  expect(read.rowCount).toBe(0);
});

const refusal = ({ message }: Error) =>
  /permission denied|must be (superuser|owner)/.test(message) ? "refused" : message;

test("nothing is left on a connection for whoever acts on it next", async () => {
  const client = await connect();
  for (const statement of [
    "create temp table delegation (id uuid)",
    "create function pg_temp.x() returns int language sql return 1",
    "create table public.x (id int)",
    "create function public.x() returns int language sql return 1",
    "create schema x",
    "select * from pg_prepared_statements",
    "select * from pg_prepared_statement()",
    "copy unit to program 'cat'",
    "copy unit to '/tmp/x'",
    "select pg_read_file('postgresql.conf')",
    "select lo_import('/etc/passwd')",
    "create extension dblink",
    "select lo_create(0)",
    "select lo_creat(0)",
    "select lo_from_bytea(0, 'x')",
    "select * from pg_stat_activity",
    "select * from pg_stat_get_activity(null)",
    "select pg_stat_get_backend_activity(1)",
    "select pg_cancel_backend(pg_backend_pid())",
    "select pg_terminate_backend(pg_backend_pid())",
    "create schema authorization current_user",
    "alter table unit disable trigger all",
    "set session_replication_role = replica",
    "select pg_ls_dir('.')",
    "select * from pg_authid",
  ])
    expect([statement, await client.query(statement).then(() => "done", refusal)]).toEqual([statement, "refused"]);
  await client.end();
});

test("no statement of ours stands under a name that another can take: it would be handed the secret, and others' rows", async () => {
  const parse = vi.spyOn(pg.Connection.prototype, "parse" as never) as unknown as MockInstance<
    (said: { name?: string; text: string }) => void
  >;
  const taken = ["amity_act_as(text, text, text, text, text)", "amity_act_as_reader(text, text, text, text, text)"];
  await inWork(officer, async ({ client }) => {
    for (const name of taken)
      for (const statement of [
        `deallocate ${name.split("(")[0]}`,
        `prepare ${name} as select set_config('tried.secret', $1, false)`,
      ]) {
        await client.query("savepoint before_it");
        await client.query(statement).catch(() => client.query("rollback to savepoint before_it"));
      }
  });
  const found = "select current_setting('tried.secret', true) as secret";
  const rows = Array.from({ length: 1000 }, (_, at) => ({ user_id: officer.userId ?? "", key: `k${at}`, asked: "" }));
  for (const work of [inReading, inWork])
    expect((await work(leader, ({ client }) => client.query(found))).rows).toEqual([{ secret: null }]);
  await inWork(officer, (work) => insertMany(work, "idempotency_key", rows));
  const names = parse.mock.calls.flatMap(([{ name }]) => (name ? [name] : []));
  parse.mockRestore();
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((name) => !/^[0-9a-f]{40}$/.test(name))).toEqual([]);
});

test("who says who acts sends the secret as a value, never in a text that others may see", () => {
  const { text, values } = actAs(anonymous);
  expect(text).not.toContain(String(values?.[0]));
});
