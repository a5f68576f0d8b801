import pg from "pg";

// Days stay YYYY-MM-DD, counts and money arrive as numbers: none exceeds 2^53 cents. Instants are dates.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

const TEXTS: number = 1009;

/** Lists of paths of the tree come as lists. An extension's types have another number in every database, so each connection asks. */
export async function learnTypes(client: pg.ClientBase): Promise<void> {
  const found = await client.query<{ oid: number }>("select typarray as oid from pg_type where typname = 'ltree'");
  for (const { oid } of found.rows) client.setTypeParser(oid, pg.types.getTypeParser(TEXTS));
}
