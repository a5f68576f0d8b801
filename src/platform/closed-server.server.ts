import type pg from "pg";
import { log } from "./log.server.ts";

/**
 * What a statement could leave behind for whoever acts next on its connection: tables and functions of its own, large objects, the names of
 * prepared statements; and what it could see or end of others that are under way.
 */
const CLOSED_TO_ALL = [
  "revoke create on schema public from public",
  "revoke select on pg_catalog.pg_prepared_statements from public",
  "revoke execute on function pg_catalog.pg_prepared_statement() from public",
  "revoke select on pg_catalog.pg_stat_activity from public",
  "revoke execute on function pg_catalog.pg_stat_get_activity(integer) from public",
  "revoke execute on function pg_catalog.pg_stat_get_backend_activity(integer) from public",
  "revoke execute on function pg_catalog.pg_cancel_backend(integer) from public",
  "revoke execute on function pg_catalog.pg_terminate_backend(integer, bigint) from public",
  "revoke execute on function pg_catalog.lo_creat(integer) from public",
  "revoke execute on function pg_catalog.lo_create(oid) from public",
  "revoke execute on function pg_catalog.lo_from_bytea(oid, bytea) from public",
];

/** `database` is its name, quoted. Where the owner may not close it, the server says so and docs/runbook.md how. */
export async function closeServer(client: pg.ClientBase, database: string): Promise<void> {
  for (const statement of [`revoke temporary on database ${database} from public`, ...CLOSED_TO_ALL])
    await client.query(statement).catch((cause: Error & { code?: string }) => {
      // Closed already by whom the server belongs to, who left the owner nothing to revoke.
      if (cause.code !== INSUFFICIENT_PRIVILEGE) throw cause;
      log("info", "the owner has no right left to close", { statement });
    });
}

const INSUFFICIENT_PRIVILEGE = "42501";
