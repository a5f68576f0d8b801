import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Actor } from "./actor.ts";

/**
 * What somebody outside the union may see of these records: what is public, and what names them. The policy says so too and goes on
 * saying it; in these words an index finds the few, where else every record there is would be looked at.
 */
export function isOpenOutside(table: "partner" | "activity", actor: Actor): RawBuilder<boolean> {
  const open = sql`select open.id from ${sql.table(table)} as open`;
  return sql<boolean>`${sql.ref(`${table}.id`)} = any(array(${open} where open.visibility = 'public'
    union all ${open} where open.named_user_ids <> '{}' and open.named_user_ids @> array[${actor.userId ?? null}]::uuid[]))`;
}
