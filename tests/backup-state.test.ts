import { afterEach, expect, test } from "vitest";
import { findBackupState, findUnsafe } from "#platform/backup-state.server.ts";
import { config } from "#platform/config.ts";
import { inReading } from "#platform/db.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const was = config.backup.schedule;
afterEach(() => (config.backup.schedule = was));

async function ran(hoursAgo: number, isGood: boolean) {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      `insert into backup_run (kind, is_scheduled, started_at, ended_at, is_good, why, why_details, file)
       values ('backup', true, now() - make_interval(hours => $1), now() - make_interval(hours => $1), $2, $3, '{"file":"x"}', '/b/x')`,
      [hoursAgo, isGood, isGood ? null : "rule_backup_no_space"],
    ),
  );
}

test("the administrator is told when no backup of two days is good, and nobody else is", async () => {
  const [administrator, office, elsewhere] = [
    await aPerson("administrator", "vufo"),
    await aPerson("office", "vufo"),
    await aPerson("administrator", "ha_noi"),
  ];
  const told = (actor: typeof office) => inReading(actor, findUnsafe);
  config.backup.schedule = { hour: 2, minute: 0, keep: 30 };
  expect((await told(administrator)).backup).toBe(true);
  await ran(47, true);
  expect((await told(administrator)).backup).toBe(false);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update backup_run set started_at = started_at - interval '2 hours'"),
  );
  expect((await told(administrator)).backup).toBe(true);
  expect([await told(office), await told(elsewhere)]).toEqual([
    { backup: false, trail: false },
    { backup: false, trail: false },
  ]);
  // One that failed since is no good one, and says why.
  await ran(1, false);
  const state = await inReading(administrator, findBackupState);
  expect(state).toMatchObject({
    isOld: true,
    hours: 49,
    lastFailed: { why: "rule_backup_no_space" },
    lastGood: { file: "/b/x" },
  });
  await ran(0, true);
  expect(await inReading(administrator, findBackupState)).toMatchObject({
    isOld: false,
    hours: 0,
    lastFailed: undefined,
  });
  // Where nobody wants any, none is lacking.
  await asOwner(database.ownerUrl(), (client) => client.query("delete from backup_run"));
  config.backup.schedule = undefined;
  expect((await told(administrator)).backup).toBe(false);
});
