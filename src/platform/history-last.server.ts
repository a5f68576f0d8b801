import type { Work } from "./db.server.ts";
import type { KindThatIs } from "./kinds.ts";

/** Who wrote the last line about any of these, and when; undefined where nobody did, for they stand as they were delivered. */
export async function findLastChange(
  work: Work,
  kind: KindThatIs<"logged">,
  ids: readonly string[],
): Promise<{ who: string; at: Date } | undefined> {
  if (ids.length === 0) return undefined;
  const line = await work.trx
    .selectFrom("history")
    .select(["history.user_name", "history.at"])
    .where("history.subject_id", "in", ids)
    .where("history.subject_kind", "=", kind)
    .orderBy("history.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return line && { who: line.user_name, at: line.at };
}
