import type { Asks } from "./client.server.ts";
import { readLines } from "./chain.server.ts";
import { addToTally, statesOf, writeStates } from "./history-proof.server.ts";
import { packetsOf } from "./packets.server.ts";
import { newSalt, saidOf, sha256, shareOf } from "./proof.ts";
import { rowsOf, rowsOfTables, untoldRecords } from "./record-rows.server.ts";
import type { Deviation } from "./verify-records.server.ts";
import { deviations } from "./verify-records.server.ts";

/**
 * What an upgrade owes the history: proofs for lines from before lines had them, and the state of each record that the upgrade itself
 * changed, so that it raises no alarm. What deviated `before` it goes on deviating. `client` is the owner, acting as the system.
 */
export async function takeStock(client: Asks, before: readonly Deviation[]): Promise<void> {
  await client.query("begin");
  await client.query("set local timezone = 'UTC'");
  const sum = { lines: 0, states: 0, total: 0n };
  await proveLines(client, sum);
  for (const [kind, ids] of await untoldRecords(client)) await keep(client, sum, kind, ids);
  const known = new Set(before.map((one) => `${one.kind} ${one.record}`));
  const changed = (await deviations(client)).filter((one) => !known.has(`${one.kind} ${one.record}`));
  for (const [kind, all] of Map.groupBy(changed, (one) => one.kind))
    await keep(client, sum, kind, [...new Set(all.map((one) => one.record))]);
  if (sum.lines > 0 || sum.states > 0) await addToTally(client, sum);
  await client.query("update schema_migration set stock = null where stock is not null");
  await client.query("commit");
}

/** What deviates before an upgrade; nothing where the history kept no states yet. */
export async function stockBefore(client: Asks): Promise<Deviation[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('history_state') is not null as there");
  if (!rows[0]?.there) return [];
  await client.query("begin");
  await client.query("set local timezone = 'UTC'");
  try {
    return await deviations(client, rowsOfTables);
  } finally {
    await client.query("rollback");
  }
}

type Sum = Parameters<typeof addToTally>[1];

async function keep(client: Asks, sum: Sum, kind: string, all: readonly string[]) {
  for (const ids of packetsOf([...all])) {
    const states = await statesOf(kind, ids, await rowsOf(client, kind, ids));
    for (const { rows } of states) sum.total += shareOf(sha256(rows));
    sum.states += states.length;
    await writeStates(client, states);
  }
}

async function proveLines(client: Asks, sum: Sum) {
  const { rows } = await client.query<{ first: number | null }>(
    "select min(id) as first from history where said is null",
  );
  const first = rows[0]?.first;
  if (!first) return;
  for await (const page of readLines(client, { after: first - 1, to: Number.MAX_SAFE_INTEGER })) {
    const proofs = page
      .filter((one) => one.said === null)
      .map(({ id, line }) => {
        const salt = newSalt();
        return { id, salt, said: saidOf(salt, line) };
      });
    for (const { said } of proofs) sum.total += shareOf(said);
    sum.lines += proofs.length;
    await client.query(
      `update history set salt = proof.salt, said = proof.said
        from unnest($1::bigint[], $2::text[], $3::text[]) as proof (id, salt, said) where history.id = proof.id`,
      [proofs.map((one) => one.id), proofs.map((one) => one.salt), proofs.map((one) => one.said)],
    );
  }
}
