import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { z } from "zod";
import { foundRoot } from "#modules/units/unit-tree.commands.server.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError } from "#platform/errors.ts";
import { createFirstAdministrator } from "./access.commands.server.ts";
import { hashKey } from "./key.commands.server.ts";
import { hasAnybody } from "./access.queries.server.ts";
import type { firstForm } from "./access.forms.ts";

/** A key for the first page, printed where only whoever has the machine reads it; undefined where somebody can sign in already. */
export async function makeFirstKey(work: Work): Promise<string | undefined> {
  if (await hasAnybody(work)) return undefined;
  const key = randomBytes(15).toString("base64url");
  await work.trx
    .insertInto("access_first_key")
    .values({ token_hash: hashKey(key) })
    .execute();
  return key;
}

type Union = Parameters<typeof foundRoot>[1];

/** Of all who post at once with the right key one becomes the administrator; the others find somebody there. */
export async function beginUnion(
  work: Work,
  { first_key, ...first }: z.output<typeof firstForm>,
  union: Union | undefined,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ' first administrator'))`.execute(work.trx);
  if (await hasAnybody(work)) throw new RuleError("rule_not_empty");
  const known = await work.trx
    .selectFrom("access_first_key")
    .select("access_first_key.token_hash")
    .where("access_first_key.token_hash", "=", hashKey(first_key))
    .executeTakeFirst();
  if (!known) throw new FieldError("first_key", "rule_first_key");
  if (union && !(await findRoot(work))) await foundRoot(work, union);
  await createFirstAdministrator(work, first);
  await work.trx.deleteFrom("access_first_key").execute();
}
