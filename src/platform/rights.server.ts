import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import type { Rights } from "./history.server.ts";
import type { KindName } from "./kinds.ts";
import type { DB } from "./schema.gen.ts";

/** Tables whose rows are about a record and are seen by whoever sees it; tests/sharing.test.ts asks the catalog for all of them. */
export const FOLLOWERS = ["history", "file", "partner_event", "exchange"] as const satisfies readonly (keyof DB)[];

export type Sight = Pick<Rights, "visibility" | "shared_paths" | "named_user_ids">;

/** Gives a record, its parts and what is said about it other readers; whether one may is the caller's question. */
export async function changeSight(work: Work, [kind, id]: [KindName, string], sight: Sight): Promise<void> {
  const set = sql`visibility = ${sight.visibility}, shared_paths = ${sight.shared_paths}::ltree[], named_user_ids = ${sight.named_user_ids}::uuid[]`;
  await whileSystem(work, async () => {
    await sql`update ${sql.table(kind)} set ${set}, version = version + 1 where id = ${id}`.execute(work.trx);
    for (const table of FOLLOWERS)
      await sql`update ${sql.table(table)} set ${set} where subject_id = ${id}`.execute(work.trx);
  });
}
