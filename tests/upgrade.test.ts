import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "#platform/migrate.server.ts";
import { sealHistory } from "#platform/seal.server.ts";
import { IN_UTC, VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { asOwner } from "./database.ts";
import { listPostgres, startPostgres } from "./plain-postgres.ts";
import { KEPT as tables, load, makeBefore } from "./release-before/load.ts";

const plain = listPostgres();
type Server = { owner: string; app: string; stop: () => void };

/** The demo as the release before left it (release-before/keep.ts), upgraded by today's migrations. */
const databases: Record<string, () => Promise<Server>> = {
  "the embedded PostgreSQL": () => {
    const name = `upgraded_${process.pid}`;
    const urlOf = (url = "") => url.replace("/amity?", `/${name}?`);
    return Promise.resolve({
      owner: urlOf(process.env.AMITY_TEST_OWNER),
      app: urlOf(process.env.AMITY_TEST_APP),
      stop: () => undefined,
    });
  },
  ...Object.fromEntries(
    plain.map(({ bin, version }) => [`${version}, its owner no superuser`, () => startPostgres(bin)]),
  ),
};
if (plain.length === 0)
  console.warn("No PostgreSQL of the system is installed here, so the upgrade is not tried on one.");

describe.each(Object.entries(databases))("%s", (_called, open) => {
  let at: Server;
  const target = () => ({ ownerUrl: at.owner, appUrl: at.app, schema: "amity" });
  beforeAll(async () => {
    at = await open();
  });
  afterAll(() => at?.stop());

  test(
    "the release before is upgraded with all that is in it, and its history is whole",
    { timeout: 240_000 },
    async () => {
      await makeBefore(at.owner);
      await asOwner(at.owner, load);
      const applied = await migrate(target());
      expect(applied.length).toBeGreaterThan(0);
      expect(await migrate(target())).toEqual([]);
      await asOwner(at.owner, async (client) => {
        await client.query("set amity.reach = 'system'");
        expect(await countsOf(client)).toEqual(
          tables.flatMap(({ table, rows }) => (table === "amity.schema_migration" ? [] : [[table, rows.length]])),
        );
        await sealHistory(client, "2999-01-01");
        await client.query("begin");
        for (const setting of VERIFYING) await client.query(setting);
        const { found, lines, days } = await verifyHistory(client);
        expect([found, lines > 5000, days > 100]).toEqual([[], true, true]);
        await client.query("rollback");
        // The seals that the release before made are still looked at.
        await client.query("begin");
        await client.query(IN_UTC);
        // Whom the table belongs to may take its wall down.
        await client.query("alter table history_seal no force row level security");
        await client.query(
          "update history_seal set hash = previous_hash where form = 1 and day = (select min(day) from history_seal)",
        );
        expect((await verifyHistory(client)).found.map((one) => one.what)).toContain("seal_hash");
        await client.query("rollback");
      });
    },
  );
});

/** Every table that was there, with as many rows. */
async function countsOf(client: pg.Client) {
  const counts: [string, number][] = [];
  for (const { table } of tables.filter((one) => one.table !== "amity.schema_migration")) {
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    counts.push([table, rows[0]?.count ?? 0]);
  }
  return counts;
}
