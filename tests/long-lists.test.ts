import type pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ROUTES } from "./handler.ts";
import { ask } from "./lists.ts";
import { oneOfEach } from "./one-of-each.ts";

/**
 * A list that grows with the work: the table of its rows, which of them is copied, and what tells the copies apart: columns and what stands in them,
 * `n` counts. A copy is found by its id, or by the text `shown` where a list has no ids.
 */
type Long = {
  table: string;
  where?: string;
  apart?: Record<string, string>;
  shown?: string;
  query?: string;
  also?: string;
};

const MANY = 1000;
const title = { title: "'Việc ' || n" };
const name = { name: "'Tên ' || n" };
const mine = (column: string) => ({ [column]: "'$administrator'" });

const LONG: Record<string, Long> = {
  "/partners": { table: "partner", apart: name },
  "/activities": { table: "activity", apart: title },
  "/delegations": { table: "delegation", apart: title },
  "/aid-projects": { table: "aid_project", apart: title },
  "/notes": { table: "note", where: "taken_back_on is null", apart: { body: "'Ghi ' || n" } },
  "/registers": { table: "register_entry", apart: { number: "n || '/KT'", ordinal: "null", last_ordinal: "null" } },
  "/imports": { table: "import", apart: { file_name: "'tep' || n || '.xlsx'" } },
  "/people": { table: "access_appointment", where: "until_on is null" },
  "/people/keys": {
    table: "access_token",
    apart: { token_hash: "'h' || n", name: "'Khóa ' || n || '.'", ends_on: "'2100-01-01'", ...mine("user_id") },
    shown: "Khóa ",
  },
  "/people/bodies": { table: "access_body", where: "closed_on is null", apart: name },
  "/letters": { table: "mail_outbox" },
  "/outbox": { table: "mail_outbox", apart: { subject: "'Thư ' || n || '.'", ...mine("user_id") }, shown: "Thư " },
  "/notifications": { table: "notification", apart: mine("user_id") },
  "/reports": { table: "report" },
  "/activities/series": { table: "activity_series", apart: name },
  "/activities/kinds": {
    table: "activity_own_kind",
    where: "not is_plain",
    apart: { ...name, name_in: "jsonb_build_object('vi', 'Loại ' || n)" },
  },
  "/delegations/routes": { table: "delegation_route", where: "until_on is null" },
  "/delegations/commitments": {
    table: "exchange_owed",
    where: "exchange_id in (select id from exchange where kind = 'commitment')",
  },
  "/delegations/requests": {
    table: "exchange_owed",
    where: "exchange_id in (select id from exchange where kind = 'question')",
  },
  "/history": { table: "history", where: "unit_path = 'vufo' and visibility = 'union'" },
  "/security": { table: "security_event", apart: { request_id: "'r' || n || '.'" }, shown: "r" },
  "/backups": { table: "backup_run", where: "ended_at is not null" },
  "/registers/symbols": {
    table: "register_symbol",
    apart: {
      from_on: "date '2000-01-01' + 2 * n",
      until_on: "date '2000-01-01' + 2 * n + 1",
      organisation: "'KH' || n || '.'",
    },
    shown: "KH",
  },
  "/facts/days": {
    table: "reference_correction",
    apart: {
      key: "'vn-' || (date '2030-01-01' + n)",
      fields: `jsonb_build_object('calendar', 'vn', 'on_date', date '2030-01-01' + n, 'name', 'Ngày ' || n || '.', 'name_in', '{}'::jsonb,
        'kind', 'holiday', 'certainty', 'derived')`,
    },
    shown: "Ngày ",
    query: "open=1",
  },
  "/me/signatures": { table: "access_signature_delegation", apart: mine("from_user_id") },
};

const database = useDatabase("demo");
let administrator: Actor;

async function fill(client: pg.Client, { table, where = "true", apart = {}, shown }: Long): Promise<string[]> {
  const columns = await client.query<{ name: string; identity: boolean }>(
    `select attname as name, attidentity <> '' as identity from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  const names = columns.rows.filter((one) => !one.identity).map((one) => one.name);
  const given: Record<string, string> = { ...(names.includes("id") ? { id: "new_id()" } : {}), ...apart };
  const values = names.map((column) =>
    column in given ? `(${given[column]?.replace("$administrator", administrator.userId ?? "")})` : `one.${column}`,
  );
  const made = await client.query<{ id: string }>(
    `insert into ${table} (${names.join(", ")})
      select ${values.join(", ")} from (select * from ${table} where ${where} limit 1) as one, generate_series(1, ${MANY}) as n returning id`,
  );
  return made.rows.map(({ id }, at) => (shown === undefined ? String(id) : `"${shown}${at + 1}."`));
}

beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    await oneOfEach(client);
  });
});

/** What is shown on the page and all that its next ones show. */
async function read(address: string, narrowed: string, actor: Actor): Promise<string> {
  const route = ROUTES.find((one) => one.pattern.test(address));
  const [, ...values] = route?.pattern.exec(address) ?? [];
  const params = Object.fromEntries((route?.names ?? []).map((one, at) => [one.name, values[at]]));
  const page = (await import(route?.page ?? "")) as { load: (event: never) => unknown };
  let text = "";
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor ? `${narrowed}&cursor=${encodeURIComponent(cursor)}` : narrowed;
    const data = (await ask(page.load, actor, query, params)) as { next_cursor?: string | null };
    text += JSON.stringify(data);
    cursor = data.next_cursor ?? null;
  }
  return text;
}

test.each(Object.entries(LONG))("%s: of a thousand rows the last is found too", async (address, long) => {
  const ids = await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    return fill(client, long);
  });
  const text = await read(address, long.query ?? "", administrator);
  expect(ids.filter((id) => !text.includes(id)).length).toBe(0);
});

test("/units: a branch of a thousand says how many more it has, and the last is found by its name", async () => {
  const made = { code: "'z' || n", path: "('vufo.z' || n)::ltree", ...name };
  const ids = await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    const written = await fill(client, { table: "unit", where: "code = 'thanh_hoa'", apart: made });
    await client.query(
      `insert into unit_place (unit_id, path, valid) select id, path, '{[2000-01-01,)}' from unit where code ~ '^z[0-9]'`,
    );
    return written;
  });
  const [whole, sought] = [
    await read("/units", "", administrator),
    await read("/units", `q=Tên ${MANY}`, administrator),
  ];
  const shown = ids.filter((id) => whole.includes(id)).length;
  const more = [...whole.matchAll(/"more":(\d+)/g)].reduce((sum, [, some]) => sum + Number(some), 0);
  expect(shown + more).toBeGreaterThanOrEqual(MANY);
  expect(sought).toContain(ids.at(-1));
});
