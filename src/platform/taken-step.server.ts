import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { homeZone } from "./home.ts";

/** A step that stands: who took it, what the record was before, and what was written to the record since. */
export type TakenStep<Name extends string> = {
  step: Name;
  user_id: string | null;
  at: Date;
  /** The day at home on which it was taken. */
  on_day: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** The acts of the lines of history that came after it, oldest first. */
  since: string[];
  /** The state from which the step before it was taken. */
  earlier: unknown;
};

type Line = {
  user_id: string | null;
  at: Date;
  on_day: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/**
 * The last step of a record that was not taken back, by its history; undefined where none was taken by a command, or where it led to
 * another state than the record has now. What was put right by correction begins anew.
 */
export async function findTakenStep<Name extends string>(
  work: Work,
  record: { id: string; status: string },
  steps: Record<Name, unknown>,
): Promise<TakenStep<Name> | undefined> {
  const lines = await asSystem(
    work,
    sql<Line>`select history.user_id, history.at, (history.at at time zone ${homeZone()}::text)::date as on_day, history.action, history.before, history.after from history
      where history.subject_id = ${record.id} order by history.id`.compile(work.trx),
  );
  const standing: TakenStep<Name>[] = [];
  for (const { action, before, after, ...taken } of lines) {
    if (action === "take_back") standing.pop();
    else if (action === "correct") standing.length = 0;
    else if (action in steps && before?.status && after?.status)
      standing.push({
        ...taken,
        step: action as Name,
        before,
        after,
        since: [],
        earlier: standing.at(-1)?.before.status,
      });
    else standing.at(-1)?.since.push(action);
  }
  const last = standing.at(-1);
  return last?.after.status === record.status ? last : undefined;
}
