import { boundOf } from "./security-kinds.ts";
import type { EventRow } from "./security-log.server.ts";
import { ofUnion } from "./union.server.ts";

/** What was said of one kind by one person, key or address since `from`: the rows that were written, and those only counted. */
type Count = { from: number; until: number; written: number; over: EventRow | undefined };

const counts = ofUnion(() => new Map<string, Count>());
/** Strangers have as many addresses as they like; all of them together get so many rows of a kind in that time. */
const MOST_OF_STRANGERS = 100;

/** Whether the event gets a row of its own; else it is counted. */
export function counted(row: EventRow): boolean {
  const bound = boundOf(row.kind);
  if (!bound) return true;
  const all = row.user_id ? undefined : countOf(`${row.kind} *`, bound.minutes);
  if (all && all.written >= MOST_OF_STRANGERS)
    return !count(all, { ...row, from_address: null, email: null, what: {} });
  const own = countOf(`${row.kind} ${whose(row)}`, bound.minutes);
  if (own.written >= bound.most) return !count(own, row);
  own.written += 1;
  if (all) all.written += 1;
  return true;
}

const whose = ({ user_id, from_address, what }: EventRow) =>
  `${user_id ?? from_address ?? ""} ${typeof what.key_id === "string" ? what.key_id : ""}`;

function countOf(name: string, minutes: number): Count {
  const known = counts().get(name);
  if (known && Date.now() < known.until) return known;
  const from = Date.now();
  const made = { from, until: from + minutes * 60_000, written: 0, over: known?.over };
  counts().set(name, made);
  return made;
}

/** The last of those that are only counted stands for them all. */
function count(counted: Count, row: EventRow): true {
  counted.over = { ...row, times: (counted.over?.times ?? 0) + 1 };
  return true;
}

/** What was only counted until `instant`, as one row each; taken out. */
export function countsOver(instant: number): EventRow[] {
  const rows: EventRow[] = [];
  for (const [name, { until, over }] of counts()) {
    if (until > instant) continue;
    counts().delete(name);
    if (over) rows.push(over);
  }
  return rows;
}
