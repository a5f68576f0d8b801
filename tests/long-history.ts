// Makes a history of two million lines and as many states of records, seals it and measures how long the checks of it take: Amity's own, and the
// one of docs/verify that knows nothing of Amity.
// Run: node tests/long-history.ts [lines]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { exportHistory } from "#platform/history-export.server.ts";
import { takeStock } from "#platform/history-stock.server.ts";
import { migrate } from "#platform/migrate.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { removeData } from "./data-folder.ts";

const LINES = Number(process.argv[2] ?? 2_000_000);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-long-"));
const database = await startEmbedded(folder);
await migrate({ ownerUrl: database.owner, appUrl: database.app, schema: "amity" });
const client = new pg.Client({ connectionString: database.owner });
await client.connect();
await client.query("set search_path = amity, public; set amity.reach = 'system'; set timezone = 'UTC'");
await client.query(`with made as (insert into unit (path, kind, code, name) values ('long', 'union', 'long', 'Long') returning id, path)
  insert into unit_place (unit_id, path, valid) select id, path, '{(,)}' from made`);
await takeStock(client, []);
await timed(`${LINES} lines written`, async () => {
  // The same bytes as platform/proof.ts makes of such a line; what is checked below would say if they were not.
  await client.query(`insert into history (at, user_name, unit_id, unit_path, visibility, subject_kind, subject_id, action, after, salt, said)
    select at, 'Amity', unit_id, 'long', 'union', 'activity', subject, 'recorded', '{"title":"Giao lưu"}', salt, encode(sha256(convert_to(
      salt || '["' || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '",null,"Amity",null,"' || unit_id || '","activity","' || subject || '","recorded",null,{"title":"Giao lưu"}]', 'UTF8')), 'hex')
    from (select timestamp '2020-01-01' + n * interval '80 seconds' as at, unit.id as unit_id, gen_random_uuid() as subject, md5(n::text) as salt
      from unit, generate_series(1, ${LINES}) as n) as line`);
  // Of a hundred thousand records, as large as those of an activity; there are no rows that they would have to agree with.
  await client.query(`insert into history_state (subject_kind, subject_id, salt, rows)
    select 'activity', ('01900000-0000-7000-8000-' || lpad((n % 100000)::text, 12, '0'))::uuid, md5(n::text), '{"activity ' || repeat('x', 450) || '": {}}'
      from generate_series(1, ${LINES}) as n`);
  await client.query(
    `insert into history_tally select 99, count(*), 0, sum(('x' || left(said, 12))::bit(48)::bigint) from history
      union all select 98, 0, count(*), sum(('x' || left(encode(sha256(convert_to(rows, 'UTF8')), 'hex'), 12))::bit(48)::bigint) from history_state where subject_kind = 'activity'`,
  );
  await client.query("analyze");
});
const days = await timed("sealed", () => sealHistory(client, "2999-01-01"));
const found = await timed("checked", async () => {
  await client.query("begin");
  for (const setting of VERIFYING) await client.query(setting);
  return verifyHistory(client);
});
const file = path.join(folder, "history.jsonl");
await timed("exported", async () => (await client.query("rollback"), exportHistory(client, file)));
const verified = await timed("checked by docs/verify/verify.mjs", async () =>
  spawnSync(process.execPath, ["docs/verify/verify.mjs", file], { encoding: "utf8" }),
);
console.log(verified.stdout.trim());
console.log(
  `${found.lines} lines, ${days.length} days, found: ${found.foundInAll}; ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
);
await client.end();
database.stop();
removeData(folder);
process.exit(found.foundInAll === 0 && verified.status === 0 ? 0 : 1);

async function timed<Result>(what: string, run: () => Promise<Result>): Promise<Result> {
  const started = Date.now();
  const result = await run();
  console.log(`${what} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
