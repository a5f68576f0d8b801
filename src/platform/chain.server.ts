import { nameOfStatement } from "./act-as.server.ts";
import type { Asks } from "./client.server.ts";
import type pg from "pg";
import type { ProvenLine, ProvenState } from "./proof.ts";

/** A line with its number and its proof; who may read it is no part of either. */
export type ChainLine = {
  id: number;
  salt: string | null;
  said: string | null;
  struck: boolean;
  line: ProvenLine;
};

type Span = { after: number; to: number };
type Raw = [id: number, salt: string | null, said: string | null, struck: boolean, ...line: unknown[]];

const FIELDS = [
  "at",
  "user_id",
  "user_name",
  "on_behalf_of",
  "unit_id",
  "subject_kind",
  "subject_id",
  "action",
  "before",
  "after",
] as const;
const LINES = `select id, salt, said, struck_at is not null, ${FIELDS.map((name) => (name === "at" ? `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : name)).join(", ")} from history
  where id > $1 and id <= $2 order by id limit $3`;
// Digested where they lie: half a kilobyte each need not travel.
const STATES = `select id, subject_kind, subject_id, encode(pg_catalog.sha256(convert_to(rows, 'UTF8')), 'hex') as digest from history_state where id > $1 and id <= $2 order by id limit $3`;

/** Small enough that whoever works beside it is not kept waiting. */
const PAGE = 1000;

/** The lines with these numbers, in their order, a page at a time. */
export function readLines(client: Asks, { after, to }: Span): AsyncGenerator<ChainLine[]> {
  const text = { name: nameOfStatement(LINES), text: LINES, rowMode: "array" };
  return paged(after, async (start) => {
    const { rows } = await client.query<Raw>({ ...text, values: [start, to, PAGE] } as pg.QueryArrayConfig);
    return rows.map(([id, salt, said, struck, ...values]) => ({ id, salt, said, struck, line: lineOf(values) }));
  });
}

function lineOf(values: unknown[]): ProvenLine {
  const named = FIELDS.map((name, at) => [name, values[at]]);
  return Object.fromEntries(named) as ProvenLine;
}

/** The states with these numbers, in their order, a page at a time. */
export function readStates(client: Asks, { after, to }: Span): AsyncGenerator<ProvenState[]> {
  return paged(after, async (start) => {
    const named = { name: nameOfStatement(STATES), text: STATES };
    return (await client.query<ProvenState>({ ...named, values: [start, to, PAGE] })).rows;
  });
}

/** While one page is worked on, the next is on its way. */
async function* paged<Row extends { id: number }>(
  start: number,
  ask: (after: number) => Promise<Row[]>,
): AsyncGenerator<Row[]> {
  let coming = ask(start);
  for (;;) {
    const rows = await coming;
    const last = rows.at(-1);
    if (!last) return;
    if (rows.length === PAGE) coming = ask(last.id);
    // Whoever stops in between does not hear of what comes.
    coming.catch(() => undefined);
    yield rows;
    if (rows.length < PAGE) return;
  }
}
