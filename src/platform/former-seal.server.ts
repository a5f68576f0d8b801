import type { Asks } from "./client.server.ts";
import { createHash } from "node:crypto";
import type { Seal } from "./seal.server.ts";
import { FIRST_LINK } from "./seal.server.ts";
import type { Say } from "./verify.server.ts";

/** What was hashed of a line by the seals of the first form; they stay, and are recomputed as they were made. */
const LINE_SQL = `concat_ws(e'\\x1f', history.id, to_char(history.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  coalesce(history.user_id::text, ''), history.user_name, coalesce(history.on_behalf_of::text, ''), history.unit_id,
  history.subject_kind, history.subject_id, history.action, coalesce(history.before::text, ''), coalesce(history.after::text, ''))`;

/**
 * Recomputes the seals of the first form. A day of which values were struck out since is left to the second form, whose first seal covers
 * the same lines.
 */
export async function verifyFormer(client: Asks, say: Say): Promise<void> {
  const seals = await client.query<Seal>("select * from history_seal where form = 1 order by day");
  const end = Math.max(0, ...seals.rows.map((seal) => Number(seal.last_id)));
  let previous = FIRST_LINK;
  for (const seal of seals.rows) {
    const link = await hashDay(client, seal, { previous, end });
    if (seal.previous_hash !== previous) say("seal_order", { day: seal.day });
    else if (!link.isStruck && link.lines !== Number(seal.lines))
      say("seal_lines", { day: seal.day, lines: link.lines, sealed: Number(seal.lines) });
    else if (!link.isStruck && link.hash !== seal.hash) say("seal_hash", { day: seal.day });
    previous = seal.hash;
  }
}

async function hashDay(client: Asks, { day }: Seal, { previous, end }: { previous: string; end: number }) {
  const hash = createHash("sha256").update(previous);
  let [lines, last, isStruck] = [0, 0, false];
  for (;;) {
    const page = await client.query<{ id: number; line: string; struck: boolean }>(
      `select history.id, ${LINE_SQL} as line, struck_at is not null as struck from history
       where (history.at at time zone 'UTC')::date = $1::date and history.id > $2 and history.id <= $3 order by history.id limit 10000`,
      [day, last, end],
    );
    for (const row of page.rows) {
      hash.update(`${row.line}\n`);
      last = row.id;
      lines += 1;
      isStruck ||= row.struck;
    }
    if (page.rows.length < 10_000) return { lines, isStruck, hash: hash.digest("hex") };
  }
}
