import { createHash } from "node:crypto";
import type pg from "pg";
import { now } from "./time.ts";

const FIRST_LINK = "0".repeat(64);

/** What stands for the words before and after: their sha256; of a line that was struck, that of what stood there. */
const digestOf = (side: "before" | "after") =>
  `coalesce(history_struck.${side}_sha256, encode(sha256(convert_to(coalesce(history.${side}::text, ''), 'UTF8')), 'hex'))`;
const WORDS = "coalesce(history.before::text, ''), coalesce(history.after::text, '')";

/** What is hashed of a line, by the format of its day; docs/runbook.md shows how to get the same bytes with psql and sha256sum. */
const LINE_SQL = (
  said: string,
) => `concat_ws(e'\\x1f', history.id, to_char(history.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  coalesce(history.user_id::text, ''), history.user_name, coalesce(history.on_behalf_of::text, ''), history.unit_id,
  history.subject_kind, history.subject_id, history.action, ${said})`;
const LINES = { 1: LINE_SQL(WORDS), 2: LINE_SQL(`${digestOf("before")}, ${digestOf("after")}`) };
type Format = keyof typeof LINES;

/** Days are sealed in this format; those of before keep theirs. */
const FORMAT = 2;

export type Verification = {
  lines: number;
  days: number;
  unsealed: number;
  /** Lines out of which something was struck at a person's request. */
  struck: number;
  broken: { day: string; why: string }[];
};

type Seal = {
  day: string;
  first_id: number;
  last_id: number;
  lines: number;
  previous_hash: string;
  hash: string;
  format: Format;
  again_hash: string | null;
};

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
    const link = await hashDay(client, { day, previous, format: FORMAT });
    await client.query(
      "insert into history_seal (day, first_id, last_id, lines, previous_hash, hash, format) values ($1, $2, $3, $4, $5, $6, $7)",
      [day, link.first, link.last, link.lines, previous, link.hash, FORMAT],
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
    const link = await hashDay(client, { day: seal.day, previous, format: seal.again_hash ? 2 : seal.format });
    if (seal.previous_hash !== previous) broken.push({ day: seal.day, why: "does not follow the day before" });
    else if (link.lines !== Number(seal.lines))
      broken.push({ day: seal.day, why: `has ${link.lines} lines, sealed with ${seal.lines}` });
    else if (link.hash !== (seal.again_hash ?? seal.hash))
      broken.push({ day: seal.day, why: "a line differs from what was sealed" });
    previous = seal.hash;
    lines += link.lines;
  }
  const rest = await client.query<{ count: number; struck: number }>(
    `select count(*) as count, (select count(*) from history_struck) as struck from history
       where history.id > coalesce((select max(history_seal.last_id) from history_seal), 0)`,
  );
  const { count = 0, struck = 0 } = rest.rows[0] ?? {};
  return { lines, days: seals.rows.length, unsealed: count, struck, broken };
}

/**
 * Before something is struck out of a day that was sealed with its words: the day is proven as it was sealed, and hashed again over the digests of
 * the same words. Answers the days that are not as they were sealed; of those nothing may be struck.
 */
export async function sealAgain(client: pg.ClientBase, lines: readonly number[]): Promise<string[]> {
  const { rows } = await client.query<Seal>(
    `select * from history_seal where format = 1 and again_hash is null
       and day in (select (history.at at time zone 'UTC')::date from history where history.id = any ($1::bigint[])) order by day`,
    [lines],
  );
  const broken: string[] = [];
  for (const { day, previous_hash: previous, hash } of rows) {
    const asSealed = await hashDay(client, { day, previous, format: 1 });
    const again = await hashDay(client, { day, previous, format: 2 });
    if (asSealed.hash === hash) await client.query("select history_seal_again($1, $2)", [day, again.hash]);
    else broken.push(day);
  }
  return broken;
}

async function hashDay(
  client: pg.ClientBase,
  { day, previous, format }: { day: string; previous: string; format: Format },
) {
  const hash = createHash("sha256").update(previous);
  let lines = 0;
  let first = 0;
  let last = 0;
  for (;;) {
    const page = await client.query<{ id: number; line: string }>(
      `select history.id, ${LINES[format]} as line from history left join history_struck on history_struck.history_id = history.id
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
