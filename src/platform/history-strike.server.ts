import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { asSystem, whileSystem } from "./db.server.ts";
import type { ChainLine } from "./chain.server.ts";
import { readLines } from "./chain.server.ts";
import { alsoWritten } from "./history-proof.server.ts";
import type { Rights } from "./history.server.ts";
import { recordHistory } from "./history.server.ts";
import type { KindThatIs } from "./kinds.ts";
import { isObject } from "./names.ts";
import { canonical, newSalt, saidOf } from "./proof.ts";

/** Which values go: fields by their names in `before` and `after`, of all lines about one record. */
type Strike = {
  subject: [kind: KindThatIs<"logged">, id: string];
  rights: Rights;
  /** Whether this value of this field goes; asked of every field of every line, also of those within. */
  goes: (field: string, value: unknown, line: { id: number; action: string }) => boolean;
  /** What the line that says so says besides: why, by which rule. */
  because?: Record<string, string>;
};

/**
 * Strikes values out of the history of one record: they stand nowhere any more, the chain stays whole, and one new line (`values_struck`)
 * says of which lines, with the digest of what is left. Answers how many lines were struck. The caller asks whether one may.
 */
export async function strikeOut(work: Work, { subject, rights, goes, because }: Strike): Promise<number> {
  const [kind, id] = subject;
  const struck: Record<string, string> = {};
  await whileSystem(work, async () => {
    for (const { id: number, line } of await linesAbout(work, subject)) {
      const [before, after] = [line.before, line.after].map((side) =>
        without(side, (field, value) => goes(field, value, { id: number, action: line.action })),
      );
      if (canonical([before, after]) === canonical([line.before, line.after])) continue;
      const salt = newSalt();
      struck[number] = saidOf(salt, { ...line, before, after });
      await work.client.query(
        "update history set before = $2, after = $3, salt = $4, struck_at = clock_timestamp() where id = $1",
        [number, asJson(before), asJson(after), salt],
      );
    }
  });
  const lines = Object.keys(struck).length;
  if (lines > 0)
    await recordHistory(work, { subject, action: "values_struck", rights, after: { ...because, lines, struck } });
  await forgetStates(work, kind, id);
  return lines;
}

async function linesAbout(work: Work, [kind, id]: Strike["subject"]): Promise<ChainLine[]> {
  const { rows } = await work.client.query<{ id: number }>(
    "select id from history where subject_kind = $1 and subject_id = $2 order by id",
    [kind, id],
  );
  const lines: ChainLine[] = [];
  for (const one of rows)
    for await (const page of readLines(work.client, { after: one.id - 1, to: one.id })) lines.push(...page);
  return lines;
}

/** Of how a record was left by earlier acts only the digests stay, without what one would need to guess what they are of. */
export async function forgetStates(work: Work, kind: KindThatIs<"logged">, ...ids: string[]): Promise<void> {
  await asSystem(
    work,
    sql`update history_state set salt = null where subject_kind = ${kind} and subject_id = any(${ids}::uuid[]) and salt is not null`.compile(
      work.trx,
    ),
  );
  alsoWritten(work, kind, ...ids);
}

const asJson = (side: unknown): string | null => (side === null ? null : JSON.stringify(side));

function without(side: unknown, goes: (field: string, value: unknown) => boolean): unknown {
  if (Array.isArray(side)) return side.map((one) => without(one, goes));
  if (!isObject(side)) return side;
  const left = Object.entries(side).filter(([field, value]) => !goes(field, value));
  return Object.fromEntries(left.map(([field, value]) => [field, without(value, goes)]));
}
