import { createHash } from "node:crypto";
import type pg from "pg";
import { now } from "./time.ts";

const FIRST_LINK = "0".repeat(64);

/** What is hashed of a line; docs/runbook.md shows how to get the same bytes with psql and sha256sum. */
const LINE_SQL = `concat_ws(e'\\x1f', history.id, to_char(history.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  coalesce(history.user_id::text, ''), history.user_name, coalesce(history.on_behalf_of::text, ''), history.unit_id,
  history.subject_kind, history.subject_id, history.action, coalesce(history.before::text, ''), coalesce(history.after::text, ''))`;

export type Verification = { lines: number; days: number; unsealed: number; broken: { day: string; why: string }[] };

type Seal = { day: string; first_id: number; last_id: number; lines: number; previous_hash: string; hash: string };

/** Seals every finished day (of UTC) that has lines and no seal yet; returns the days sealed. */
export async function sealHistory(
  client: pg.ClientBase,
  before: string = now().toISOString().slice(0, 10),
): Promise<string[]> {
  const open = await client.query<{ day: string }>(
    `select distinct (history.at at time zone 'UTC')::date as day from history
     where history.id > coalesce((select max(history_seal.last_id) from history_seal), 0)
       and (history.at at time zone 'UTC')::date < $1::date order by 1`,
    [before],
  );
  const sealed: string[] = [];
  for (const { day } of open.rows) {
    const last = await client.query<{ hash: string }>("select hash from history_seal order by day desc limit 1");
    const previous = last.rows[0]?.hash ?? FIRST_LINK;
    const link = await hashDay(client, day, previous);
    await client.query(
      "insert into history_seal (day, first_id, last_id, lines, previous_hash, hash) values ($1, $2, $3, $4, $5, $6)",
      [day, link.first, link.last, link.lines, previous, link.hash],
    );
    sealed.push(day);
  }
  return sealed;
}

/** Recomputes every link; a changed, missing or added line breaks its day. */
export async function verifyHistory(client: pg.ClientBase): Promise<Verification> {
  const seals = await client.query<Seal>("select * from history_seal order by day");
  const broken: Verification["broken"] = [];
  let previous = FIRST_LINK;
  let lines = 0;
  for (const seal of seals.rows) {
    const link = await hashDay(client, seal.day, previous);
    if (seal.previous_hash !== previous) broken.push({ day: seal.day, why: "does not follow the day before" });
    else if (link.lines !== Number(seal.lines))
      broken.push({ day: seal.day, why: `has ${link.lines} lines, sealed with ${seal.lines}` });
    else if (link.hash !== seal.hash) broken.push({ day: seal.day, why: "a line differs from what was sealed" });
    previous = seal.hash;
    lines += link.lines;
  }
  const rest = await client.query<{ count: number }>(
    "select count(*) from history where history.id > coalesce((select max(history_seal.last_id) from history_seal), 0)",
  );
  return { lines, days: seals.rows.length, unsealed: rest.rows[0]?.count ?? 0, broken };
}

async function hashDay(client: pg.ClientBase, day: string, previous: string) {
  const hash = createHash("sha256").update(previous);
  let lines = 0;
  let first = 0;
  let last = 0;
  for (;;) {
    const page = await client.query<{ id: number; line: string }>(
      `select history.id, ${LINE_SQL} as line from history
       where (history.at at time zone 'UTC')::date = $1::date and history.id > $2 order by history.id limit 10000`,
      [day, last],
    );
    for (const row of page.rows) {
      hash.update(`${row.line}\n`);
      first ||= row.id;
      last = row.id;
      lines += 1;
    }
    if (page.rows.length < 10_000) return { first, last, lines, hash: hash.digest("hex") };
  }
}
