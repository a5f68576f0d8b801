import { nameOfStatement } from "./act-as.server.ts";
import type { Asks } from "./client.server.ts";
import { kindsWith } from "./kinds.ts";
import type { Rows, ToldRow } from "./record-rows.server.ts";
import { columnsDiffering, digestOfRow, rowsOf, untold } from "./record-rows.server.ts";
import type { Say } from "./verify.server.ts";

type State = { subject_id: string; salt: string | null; rows: string };

/** Small enough that whoever works beside it is not kept waiting. */
const PAGE = 300;

/** A row that is not as the last act about its record left it. */
export type Deviation = {
  what: "row_changed" | "row_added" | "row_gone";
  kind: string;
  record: string;
  table: string;
  id: string;
  column?: string;
};

/** That each record is as the last act about it left it, and that there is none of which no line tells. Answers how many were looked at. */
export async function verifyRecords(client: Asks, say: Say): Promise<number> {
  const records = await eachDeviation(client, ({ what, ...where }) => say(what, where));
  for (const { table, key } of await untold(client)) say("record_untold", { table, id: key });
  return records;
}

export async function deviations(client: Asks, read = rowsOf): Promise<Deviation[]> {
  const all: Deviation[] = [];
  await eachDeviation(client, (one) => all.push(one), read);
  return all;
}

async function eachDeviation(client: Asks, found: (one: Deviation) => void, read = rowsOf): Promise<number> {
  const shapes = await readShapes(client);
  let records = 0;
  for (const kind of kindsWith("logged")) {
    for (let after = NONE; ;) {
      const states = await readNewest(client, kind, after);
      const last = states.at(-1);
      if (!last) break;
      const ids = states.map((state) => state.subject_id);
      const rowsBy = Map.groupBy(await read(client, kind, ids), (row) => row.subject);
      for (const state of states) compare({ kind, state, shapes, found }, rowsBy.get(state.subject_id) ?? []);
      records += states.length;
      after = last.subject_id;
    }
  }
  return records;
}

const NONE = "00000000-0000-0000-0000-000000000000";

async function readShapes(client: Asks): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ hash: string; columns: string[] }>("select hash, columns from history_shape");
  return new Map(rows.map(({ hash, columns }) => [hash, columns]));
}

const NEWEST = `select distinct on (subject_id) subject_id, salt, rows from history_state
  where subject_kind = $1 and subject_id > $2 order by subject_id, id desc limit ${PAGE}`;

async function readNewest(client: Asks, kind: string, after: string): Promise<State[]> {
  const named = { name: nameOfStatement(NEWEST), text: NEWEST };
  const { rows } = await client.query<State>({ ...named, values: [kind, after] });
  return rows;
}

type Compared = { kind: string; state: State; shapes: Map<string, string[]>; found: (one: Deviation) => void };

function compare({ kind, state, shapes, found }: Compared, there: ToldRow[]) {
  const record = { kind, record: state.subject_id };
  const left = new Map(there.map((row) => [`${row.table} ${row.key}`, row]));
  for (const [tableAndShape, rows] of Object.entries(JSON.parse(state.rows) as Rows)) {
    const [table = "", hash = ""] = tableAndShape.split(" ");
    const columns = shapes.get(hash);
    for (const [id, digest] of Object.entries(rows)) {
      const row = left.get(`${table} ${id}`);
      left.delete(`${table} ${id}`);
      if (!row) found({ what: "row_gone", ...record, table, id });
      else
        for (const column of differing(digest, { salt: state.salt, said: row.said, columns }))
          found({ what: "row_changed", ...record, table, id, column });
    }
  }
  for (const { table, key } of left.values()) found({ what: "row_added", ...record, table, id: key });
}

/** A column that is not there any more, or a digest that cannot be made again, is told as "?". */
function differing(digest: string, now: { salt: string | null; said: ToldRow["said"]; columns: string[] | undefined }) {
  const { salt, said, columns } = now;
  if (salt === null || !columns || columns.some((name) => !(name in said))) return ["?"];
  const other = digestOfRow(salt, said, columns);
  if (digest === other) return [];
  const named = columnsDiffering(digest, other, columns);
  return named.length > 0 ? named : ["?"];
}
