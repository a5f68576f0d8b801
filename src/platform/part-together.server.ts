import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { RuleError, ThereError } from "./errors.ts";
import { cellOf } from "./grid.ts";
import type { Rights } from "./history.server.ts";
import { same } from "./identity.ts";
import { addressOf } from "./kinds.ts";
import type { Part, RecordParts } from "./part.server.ts";
import { openRecord, removePart } from "./part.server.ts";

type Values = Record<string, unknown>;
type Owned = Rights & { id: string };

/** Those that were added in one work: its record is locked while they are, so between the first and the last of their ids, which grow with time, lies no other. */
export type Together = { first: string; last: string; count: number };

export const togetherOf = (ids: readonly string[]): Together => ({
  first: ids.reduce((one, other) => (one < other ? one : other)),
  last: ids.reduce((one, other) => (one > other ? one : other)),
  count: ids.length,
});

/**
 * Asks once whether who is entered is somebody else than who is there by the same name, or stands in another row. Calls are not asked: what
 * sends them has nobody to answer.
 */
export async function askOfTwins<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  { recordId, name, list }: { recordId: string; name: Name; list: string },
  sent: readonly { at?: number; values: Values }[],
): Promise<void> {
  const one: Part<Owner> = below.parts[name];
  if (!one.twins) return;
  const [called, ...telling] = one.twins;
  const columns = [called, ...telling].map((column) => sql.ref(column));
  const there = await sql<Values>`select ${sql.join(columns)} from ${sql.table(one.table)}
    where ${sql.ref(below.column)} = ${recordId} order by id`.execute(work.trx);
  const nameOf = (values: Values) => same(String(values[called] ?? ""));
  const isTwin = (values: Values, other: Values) =>
    nameOf(values) === nameOf(other) &&
    telling.every((field) => !isSaid(values[field]) || !isSaid(other[field]) || values[field] === other[field]);
  const twins = sent.filter(({ values }, index) =>
    [...there.rows, ...sent.slice(0, index).map((before) => before.values)].some((other) => isTwin(values, other)),
  );
  const [first] = twins;
  if (!first) return;
  const names = [...new Set(twins.map(({ values }) => String(values[called])))];
  const href = `${addressOf(below.kind, recordId)}#${list}`;
  const field = first.at === undefined ? called : cellOf(first.at, called);
  throw new ThereError(field, `rule_${name}_there`, href, { names: names.join(", "), count: names.length });
}

const isSaid = (value: unknown) => value !== null && value !== undefined && value !== "";

/** Those of them that stand as they were added; undefined once one was changed or taken out, or where none is the reader's to change. */
export async function findTogether<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  place: { recordId: string; name: Name },
  { first, last, count }: Together,
): Promise<{ id: string; called: string }[] | undefined> {
  const one: Part<Owner> = below.parts[place.name];
  const owner = await below.find(work, place.recordId);
  if (!owner || !below.mayChange(work.actor, owner)) return undefined;
  const { rows } = await sql<{ id: string; called: string; version: number }>`
    select id, ${sql.ref(one.called)} as called, version from ${sql.table(one.table)}
    where ${sql.ref(below.column)} = ${place.recordId} and id between ${first}::uuid and ${last}::uuid order by id`.execute(
    work.trx,
  );
  return rows.length === count && rows.every((row) => row.version === NEVER_CHANGED) ? rows : undefined;
}

/** A part as it was added. */
const NEVER_CHANGED = 1;

/** Takes out again what was added in one work, all of it or nothing. */
export async function removeTogether<Owner extends Owned, Name extends string, Parts extends Record<Name, Part<Owner>>>(
  work: Work,
  below: RecordParts<Owner, Parts>,
  place: { recordId: string; name: Name },
  together: Together,
): Promise<void> {
  await openRecord(work, below, place.recordId);
  const rows = await findTogether(work, below, place, together);
  if (!rows) throw new RuleError("rule_parts_changed");
  for (const { id } of rows) await removePart(work, below, { ...place, id });
}
