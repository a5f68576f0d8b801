import type { Asks } from "./client.server.ts";
import type { Anchor } from "./anchors.ts";
import { readLines, readStates } from "./chain.server.ts";
import type { ChainLine } from "./chain.server.ts";
import { verifyFormer } from "./former-seal.server.ts";
import { lineEntry, linkAfter, saidOf, shareOf, stateEntry } from "./proof.ts";
import type { Seal } from "./seal.server.ts";
import { FIRST_LINK } from "./seal.server.ts";
import { verifyReaders } from "./verify-readers.server.ts";
import { verifyRecords } from "./verify-records.server.ts";

/** What may be found; src/platform/found.server.ts has a sentence for each. */
export type Finding = { what: What; details: Record<string, string | number> };
type What =
  | "line_changed"
  | "line_unproven"
  | "line_readers"
  | "lines_gone"
  | "lines_added"
  | "tally_differs"
  | "seal_order"
  | "seal_lines"
  | "seal_hash"
  | "anchor_gone"
  | "anchor_differs"
  | "row_changed"
  | "row_added"
  | "row_gone"
  | "record_untold";
export type Say = (what: What, details: Finding["details"]) => void;

type Verification = {
  lines: number;
  states: number;
  records: number;
  days: number;
  unsealed: number;
  found: Finding[];
  /** How much was found in all; `found` holds the first of each kind. */
  foundInAll: number;
};

const MOST_SAID = 100;
const EVER = Number.MAX_SAFE_INTEGER;

/**
 * Checks the whole history and that it explains what is there. `client` sees everything, in a transaction of its own that sees one moment
 * (`beginVerifying`). Lines and rows are read a page at a time.
 */
export async function verifyHistory(client: Asks, anchors: readonly Anchor[] = []): Promise<Verification> {
  const found: Finding[] = [];
  const counts = new Map<What, number>();
  const say: Say = (what, details) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    if (count <= MOST_SAID) found.push({ what, details });
  };
  await verifyFormer(client, say);
  const chain = await verifyChain(client, say);
  await verifyAnchors(client, anchors, say);
  const records = await verifyRecords(client, say);
  await verifyReaders(client, say);
  const foundInAll = [...counts.values()].reduce((sum, one) => sum + one, 0);
  return { ...chain, records, found, foundInAll };
}

/** Day and time read the same everywhere. */
export const IN_UTC = "set local timezone = 'UTC'";
/** One moment besides, whatever is written meanwhile: said first of all in a transaction, or it is refused. */
export const VERIFYING = ["set transaction isolation level repeatable read, read only", IN_UTC];

type Sum = { lines: number; states: number; total: bigint };

async function verifyChain(client: Asks, say: Say) {
  const { rows: seals } = await client.query<Seal>("select * from history_seal where form = 2 order by last_id");
  const former = await client.query<Seal>("select hash from history_seal where form = 1 order by day desc limit 1");
  const struck = await readStruck(client);
  const sum: Sum = { lines: 0, states: 0, total: 0n };
  let previous = { hash: former.rows[0]?.hash ?? FIRST_LINK, last_id: 0, last_state: 0 };
  for (const seal of seals) {
    const lines = sum.lines;
    const hash = await followLink(client, { from: previous, to: seal, sum, struck, say });
    const { day } = seal;
    if (seal.previous_hash !== previous.hash) say("seal_order", { day });
    else if (sum.lines - lines !== Number(seal.lines))
      say("seal_lines", { day, lines: sum.lines - lines, sealed: Number(seal.lines) });
    else if (hash !== seal.hash) say("seal_hash", { day });
    previous = seal;
  }
  const sealed = sum.lines;
  await followLink(client, { from: previous, to: { last_id: EVER, last_state: EVER }, sum, struck, say });
  await compareTally(client, sum, say);
  return { lines: sum.lines, states: sum.states, days: seals.length, unsealed: sum.lines - sealed };
}

type End = { last_id: number; last_state: number };
type Link = { from: End & { hash: string }; to: End; sum: Sum; struck: Map<number, string>; say: Say };

/** Reads on to the end of one link, proves each line by itself, and answers the hash of the link. */
async function followLink(client: Asks, { from, to, sum, struck, say }: Link): Promise<string> {
  const link = linkAfter(from.hash);
  for await (const page of readLines(client, { after: from.last_id, to: to.last_id })) {
    for (const line of page) {
      const said = line.said ?? "";
      link.update(lineEntry(line.id, line.line, said));
      sum.total += shareOf(said || "0");
      proveLine(line, struck, say);
    }
    sum.lines += page.length;
  }
  for await (const page of readStates(client, { after: from.last_state, to: to.last_state })) {
    for (const state of page) {
      link.update(stateEntry(state));
      sum.total += shareOf(state.digest);
    }
    sum.states += page.length;
  }
  return link.digest("hex");
}

function proveLine({ id, line, salt, said, struck: isStruck }: ChainLine, struck: Map<number, string>, say: Say) {
  const where = { id: String(id), kind: line.subject_kind, record: line.subject_id, day: line.at.slice(0, 10) };
  if (said === null) say("line_unproven", where);
  else if (saidOf(salt ?? "", line) !== (isStruck ? struck.get(id) : said)) say("line_changed", where);
}

/** Of lines out of which values were struck: the digest of what is left, as the last line about it says. */
async function readStruck(client: Asks): Promise<Map<number, string>> {
  const { rows } = await client.query<{ struck: Record<string, string> | null }>(
    "select after -> 'struck' as struck from history where action = 'values_struck' order by id",
  );
  return new Map(
    rows.flatMap(({ struck }) => Object.entries(struck ?? {}).map(([id, digest]) => [Number(id), digest] as const)),
  );
}

/** What was ever written is counted beside: so lines are missed that nothing has sealed yet, and the last of all. */
async function compareTally(client: Asks, sum: Sum, say: Say) {
  const { rows } = await client.query<{ lines: number; states: number; total: string }>(
    "select coalesce(sum(lines), 0)::bigint as lines, coalesce(sum(states), 0)::bigint as states, coalesce(sum(total), 0)::text as total from history_tally",
  );
  const [tally = { lines: 0, states: 0, total: "0" }] = rows;
  const missing = Number(tally.lines) - sum.lines + (Number(tally.states) - sum.states);
  if (missing > 0) say("lines_gone", { count: missing });
  else if (missing < 0) say("lines_added", { count: -missing });
  else if (BigInt(tally.total) !== sum.total) say("tally_differs", {});
}

async function verifyAnchors(client: Asks, anchors: readonly Anchor[], say: Say) {
  const { rows } = await client.query<Seal>("select last_id, hash from history_seal where form = 2");
  const hashes = new Map(rows.map((seal) => [Number(seal.last_id), seal.hash]));
  for (const { day, last, hash } of anchors) {
    if (!hashes.has(last)) say("anchor_gone", { day, last: String(last) });
    else if (hashes.get(last) !== hash) say("anchor_differs", { day, last: String(last) });
  }
}
