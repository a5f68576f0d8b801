import { system } from "./actor.ts";
import type { Asks } from "./client.server.ts";
import { inReading } from "./db.server.ts";
import { today } from "./time.ts";
import type { Union } from "./union.server.ts";
import { OWN, inUnion, serveUnions } from "./union.server.ts";

/** What a code may be: `union_<code>` is its schema, and what stands beside a schema has a second `_` in its name. */
export const CODE = /^[a-z][a-z0-9]{1,30}$/;
export const schemaOf = (code: string): string => `union_${code}`;
/** Schemas of unions beside the settings' own, in the catalog. */
export const THEIRS = "nspname ~ '^union_[a-z][a-z0-9]+$'";

export type Beside = Union & { closed_at: Date | null };
type Row = Omit<Beside, "code" | "practiceUntil"> & { practice_until: string | null };

/** The unions that live in this database beside the settings' own, as each says of itself; closed ones too. */
export async function listUnions(client: Asks): Promise<Beside[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select nspname as schema from pg_namespace where ${THEIRS} and to_regclass(nspname || '.union_address') is not null
      and has_table_privilege(nspname || '.union_address', 'select') order by nspname`,
  );
  if (rows.length === 0) return [];
  const each = rows.map(
    ({ schema }) =>
      `select '${schema}' as schema, origin, closed_at, practice_until::text from ${schema}.union_address`,
  );
  const said = await client.query<Row>(each.join(" union all "));
  return said.rows.map(({ practice_until, ...one }) => ({
    ...one,
    code: one.schema.slice("union_".length),
    practiceUntil: practice_until ?? undefined,
  }));
}

/** From here on this process serves those that are open. */
export function learnUnions(): Promise<void> {
  // Whoever heard of a change may work for another; the last day of a copy is one by the first one's clock.
  return inUnion(OWN, async () => {
    const found = await inReading(system, ({ client }) => listUnions(client));
    const open = found.filter((one) => one.closed_at === null && !isOver(one));
    serveUnions(open.map(({ code, schema, origin, practiceUntil }) => ({ code, schema, origin, practiceUntil })));
  });
}

/** Whether a copy to practise with has had its last day. */
export const isOver = ({ practiceUntil }: Union): boolean => practiceUntil !== undefined && practiceUntil < today();

/** For what prepares them: whatever was made, also what is closed. */
export async function listSchemas(client: Asks): Promise<Union[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select nspname as schema from pg_namespace where ${THEIRS} order by 1`,
  );
  return rows.map(({ schema }) => ({ code: schema.slice("union_".length), schema, origin: "http://localhost" }));
}
