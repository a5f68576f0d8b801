// Keeps what a release's demo looks like, so that the next release is upgraded from it in the gate.
// Run on the release, before it is tagged: AMITY_DATA=.amity-kept npm run amity -- demo, then seal-history, then
// node tests/release-before/keep.ts .amity-kept
import fs from "node:fs";
import zlib from "node:zlib";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";

const [, , folder] = process.argv;
if (!folder) throw new Error("Say the folder of the database: node tests/release-before/keep.ts .amity-kept");
const database = await startEmbedded(folder);
const client = new pg.Client({ connectionString: database.owner });
await client.connect();
await client.query("set timezone = 'UTC'");
const { rows: tables } = await client.query<{ name: string; columns: string }>(
  `select nspname || '.' || relname as name,
     (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = pg_class.oid
       and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'written_in') as columns
   from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relkind = 'r' and nspname in ('amity', 'reference') order by 1`,
);
const lines: string[] = [];
for (const { name, columns } of tables) {
  const { rows } = await client.query<{ row: string }>(
    `select to_jsonb(one)::text as row from (select ${columns} from ${name}) as one`,
  );
  lines.push(JSON.stringify({ table: name, columns, rows: rows.length }), ...rows.map((row) => row.row));
}
await client.end();
database.stop();
fs.writeFileSync("tests/release-before/demo.jsonl.br", zlib.brotliCompressSync(lines.join("\n")));
