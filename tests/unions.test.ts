import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { beAtHome } from "#modules/identity/identity.queries.server.ts";
import { databaseSecret } from "#platform/act-as.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { home } from "#platform/home.ts";
import { enqueue, stopWorker } from "#platform/jobs.server.ts";
import { OWN, ownUnion, serveUnions, unionAt } from "#platform/union.server.ts";
import { aPerson, asOwner, theSameAgain, useDatabase } from "./database.ts";
import { ROUTES, askAsIs } from "./handler.ts";
import { keyOf } from "./caller.ts";
import { oneOfEach } from "./one-of-each.ts";
import { sessionOf } from "./signed-in.ts";
import { CHOIRS, beginChoirs, inChoirs, inOwn } from "./unions.ts";

const database = useDatabase("demo");
let ours: Actor, theirs: Actor, office: Actor;
let tables: string[], views: string[];

/** One row of each table of sign-in; `$1` is somebody. */
const OF_SIGN_IN = `insert into auth_verification (identifier, value, expires_at) select 'x', $1, now();
  insert into auth_two_factor (user_id, secret, backup_codes) select $1::uuid, 'x', 'x';
  insert into auth_passkey (user_id, public_key, credential_id, counter, device_type, backed_up) select $1::uuid, 'x', 'x', 1, 'x', false;
  insert into auth_rate_limit (key, count, last_request) select $1, 1, 1`;

// What closes them belongs to none of them.
afterAll(async () => {
  await inChoirs(stopWorker);
  serveUnions([]);
});

beforeAll(async () => {
  await asOwner(database.ownerUrl(), oneOfEach);
  await beginChoirs(database.ownerUrl());
  ours = await inOwn(() => aPerson("administrator", "vufo"));
  office = await inOwn(() => aPerson("office", "vufo"));
  await inOwn(() => sessionOf(office.userId ?? ""));
  for (const statement of OF_SIGN_IN.split(";"))
    await asOwner(database.ownerUrl(), (client) => client.query(statement, [ours.userId]));
  theirs = await inChoirs(() => aPerson("administrator", "choirs"));
  await inOwn(beAtHome);
  await inChoirs(beAtHome);
  const found = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ name: string; is_view: boolean }>(
      `select relname as name, relkind = 'v' as is_view from pg_class where relnamespace = 'amity'::regnamespace and relkind in ('r', 'v')
        and relname <> 'schema_migration' order by 1`,
    ),
  );
  // At which address a union is found is no secret of it: everybody reads it, whoever is nobody too.
  tables = found.rows.filter(({ is_view, name }) => !is_view && name !== "union_address").map(({ name }) => name);
  // What a union corrected of the facts that all share is in a table of its own.
  views = found.rows.filter(({ is_view, name }) => is_view && !name.startsWith("reference_")).map(({ name }) => name);
}, 120_000);

/** As what refuses: a table that is not read is said, one that gives nothing is not. */
const rowsOf = (actor: Actor, table: string) =>
  inChoirs(() => inReading(actor, ({ client }) => client.query(`select from amity.${table} limit 1`))).then(
    ({ rowCount }) => rowCount,
    (cause: { code?: string }) => cause.code,
  );

test("nobody of one union reads a row of another's, whatever the table, nor does its machine", async () => {
  expect(tables.length).toBeGreaterThan(60);
  const empty = await asOwner(database.ownerUrl(), async (client) => {
    const none: string[] = [];
    for (const table of tables)
      if ((await client.query(`select from amity.${table} limit 1`)).rowCount === 0) none.push(table);
    return none;
  });
  // What is empty would prove nothing.
  expect(empty).toEqual([]);
  const read: string[] = [];
  for (const actor of [theirs, system])
    for (const table of [...tables, ...views]) {
      const found = await rowsOf(actor, table);
      if (found !== 0 && found !== "42501") read.push(`${actor.reach} ${table}: ${found}`);
    }
  expect(read).toEqual([]);
});

test("nor writes one", async () => {
  const written: string[] = [];
  for (const table of tables) {
    const [insert, row] = await theSameAgain(database.ownerUrl(), table);
    if (row.length === 0 || !row[0]) continue;
    const there = insert.replaceAll(new RegExp(`(?<=insert into |null::)${table}\\b`, "g"), `amity.${table}`);
    for (const sql of [there, `delete from amity.${table}`]) {
      const done = await inChoirs(() =>
        inWork(system, ({ client }) => client.query(sql, sql.startsWith("delete") ? [] : row)),
      ).then(
        ({ rowCount }) => rowCount,
        (cause: { code?: string }) => cause.code,
      );
      if (done !== 0 && done !== "42501") written.push(`${sql.slice(0, 60)}: ${done}`);
    }
  }
  expect(written).toEqual([]);
});

test("what knows one union's secret is not believed by another", async () => {
  expect(databaseSecret(config.secret, CHOIRS.schema)).not.toBe(databaseSecret(config.secret, "amity"));
  const asked = inChoirs(() =>
    inReading(system, ({ client }) =>
      client.query("select amity.act_as($1, 'system', '', '', '{}')", [databaseSecret(config.secret, CHOIRS.schema)]),
    ),
  );
  await expect(asked).rejects.toThrow("only the application says who acts");
});

const SOME: Record<string, string> = { id: "", kind: "activity", token: "x", key: "x", subject: "activity" };
/** Every page's address, and every call's. */
const IDS = [
  ...ROUTES.map(({ id }) => id),
  ...fs
    .globSync("src/routes/api/v1/**/call.server.ts")
    .map((file) => file.replace(/^src\/routes|\/call\.server\.ts$/g, "")),
];
/** An address of each route; a name that only a table knows is tried with a word of it elsewhere, and leads nowhere here. */
const addressOf = (route: string, id: string) =>
  route
    .replaceAll(/\/\([\w-]+\)/g, "")
    .replaceAll(/\[(\w+)(?:=\w+)?\]/g, (_all, name: string) => (/id$/i.test(name) ? id : (SOME[name] ?? "x"))) || "/";

async function statusOf(address: string, headers: Record<string, string>) {
  const answer = await inChoirs(() => askAsIs(new Request(`${CHOIRS.origin}${address}`, { headers })));
  return { status: answer.status, to: answer.headers.get("location"), text: await answer.text() };
}

test("a session and a key of one open no address of another", async () => {
  const cookie = await inOwn(() => sessionOf(ours.userId ?? ""));
  const bearer = await inOwn(() => keyOf(ours));
  // Where they belong they open, and are remembered.
  const here = await inOwn(() => askAsIs(new Request("http://amity.test/api/v1/me", { headers: { cookie } })));
  expect(here.status).toBe(200);
  const id = await anActivity(office);
  const opened: string[] = [];
  for (const route of IDS) {
    const address = addressOf(route, id);
    const nobody = await statusOf(address, {});
    for (const headers of [{ cookie }, { authorization: `Bearer ${bearer}` }]) {
      const answer = await statusOf(address, headers);
      const isSame = answer.status === nobody.status && answer.to === nobody.to;
      if (!isSame || answer.text.includes(SECRET))
        opened.push(`${address} ${Object.keys(headers)[0]} ${answer.status}`);
    }
  }
  expect(IDS.length).toBeGreaterThan(200);
  expect(opened).toEqual([]);
}, 120_000);

test("whoever works in one finds at no address what is another's", async () => {
  const cookie = await inChoirs(() => sessionOf(theirs.userId ?? ""));
  const id = await anActivity(office);
  const nowhere = crypto.randomUUID();
  const found: string[] = [];
  let answered = 0;
  for (const route of IDS) {
    const there = await statusOf(`${addressOf(route, id)}?q=${encodeURIComponent(ASKED)}`, { cookie });
    const none = await statusOf(`${addressOf(route, nowhere)}?q=${encodeURIComponent(ASKED)}`, { cookie });
    if (there.status === 200) answered += 1;
    if (there.status !== none.status || there.text.includes(SECRET))
      found.push(`${route} ${there.status} ${none.status}`);
  }
  expect(answered).toBeGreaterThan(60);
  expect(found).toEqual([]);
}, 120_000);

const SECRET = "Hội thảo chỉ của liên hiệp này";
/** What was asked for is said again; only the record has all of it. */
const ASKED = "thảo chỉ của liên hiệp";
const anActivity = (actor: Actor) =>
  inOwn(() =>
    inWork(actor, (work) =>
      recordActivity(
        work,
        recordForm.parse({ kind: "seminar", title: SECRET, starts_on: "2026-01-05", was_held: "on" }),
      ),
    ),
  );

test("each has its own home, figures, queues and connections", async () => {
  expect(inOwn(home).country).toBe("VN");
  expect(inChoirs(home).country).toBeNull();
  await inChoirs(() => inWork(system, (work) => enqueue(work, "derived.prove", { because: "choirs" })));
  const queued = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ theirs: string; ours: string }>(
      `select (select count(*) from union_choirs_jobs.job where data ->> 'because' = 'choirs') as theirs,
        (select count(*) from amity_jobs.job where data ->> 'because' = 'choirs') as ours`,
    ),
  );
  expect(queued.rows[0]).toEqual({ theirs: 1, ours: 0 });
});

test("what is done for none of them is refused, and a host that nobody has is the first one's", () => {
  expect(() => ownUnion()).toThrow("Several unions are served here");
  expect(unionAt("CHOIRS.localhost")).toBe(CHOIRS);
  expect(unionAt("elsewhere.example")).toBe(OWN);
});
