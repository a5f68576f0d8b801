import type { Work } from "./db.server.ts";
import { strikeOut } from "./history-strike.server.ts";
import type { Rights } from "./history.server.ts";
import type { KindThatIs } from "./kinds.ts";

/** Whole fields of one line of history, by their names in before and after. */
export type Struck = { line: number; fields: string[] };

type Line = Rights & { id: number; subject_kind: KindThatIs<"logged">; subject_id: string };

/** Strikes these fields out of their lines, for one case of personal data; whether one may is the caller's question. */
export async function strikeLines(work: Work, caseId: string, struck: readonly Struck[]): Promise<void> {
  const fieldsOf = new Map(struck.map(({ line, fields }) => [line, fields]));
  const { rows } = await work.client.query<Line>(
    `select id, subject_kind, subject_id, unit_id, unit_path, visibility, shared_paths, named_user_ids
       from history where id = any ($1::bigint[]) order by id`,
    [[...fieldsOf.keys()]],
  );
  for (const [first] of Map.groupBy(rows, ({ subject_kind, subject_id }) => `${subject_kind} ${subject_id}`).values()) {
    if (!first) continue;
    const { id: _id, subject_kind, subject_id, ...rights } = first;
    await strikeOut(work, {
      subject: [subject_kind, subject_id],
      rights,
      goes: (field, _value, line) => fieldsOf.get(line.id)?.includes(field) ?? false,
      because: { case: caseId },
    });
  }
}
