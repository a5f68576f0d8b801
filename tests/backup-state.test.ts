import { afterEach, expect, test } from "vitest";
import { warnOfBackups } from "#modules/access/backup.jobs.server.ts";
import { isAsked, takeAsked } from "#platform/backup-run.server.ts";
import { askBackup, findBackupState, findUnsafe } from "#platform/backup-state.server.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { keepSafe } from "#platform/keeper.server.ts";
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

test("administrators of the whole union get a letter in their language while no backup is good, with the reason, and nobody else does", async () => {
  const administrator = await aPerson("administrator", "vufo");
  await aPerson("administrator", "ha_noi");
  await aPerson("office", "vufo");
  const letters = () =>
    asOwner(database.ownerUrl(), async (client) => {
      const { rows } = await client.query<{ recipient: string; subject: string; body: string }>(
        "select recipient, subject, body from mail_outbox order by created_at, id",
      );
      return rows;
    });
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("delete from backup_run");
    await client.query("delete from mail_outbox");
    await client.query("update auth_user set locale = 'en' where id = $1", [administrator.userId]);
  });
  config.backup.schedule = { hour: 2, minute: 0, keep: 30 };
  await ran(60, true);
  await ran(5, false);
  await warnOfBackups();
  const sent = await letters();
  const mine = sent.filter(({ recipient }) => recipient === administrator.email);
  expect(mine).toHaveLength(1);
  expect(mine[0]?.subject).toContain("no good backup since");
  expect(mine[0]?.body).toMatch(/failed: There is no space left on the disk for x[^]*\/backups, see the reason/);
  const { rows: keepers } = await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "select distinct email from auth_user join access_appointment on user_id = auth_user.id where role = 'administrator' and nlevel(unit_path) = 1",
    ),
  );
  expect(sent.map(({ recipient }) => recipient).toSorted()).toEqual(
    keepers.map(({ email }: { email: string }) => email).toSorted(),
  );
  await ran(1, true);
  await warnOfBackups();
  expect(await letters()).toHaveLength(sent.length);
});

test("a backup asked for on the page waits for whoever keeps the place, who needs not know the owner; a second is refused meanwhile", async () => {
  const [administrator, office] = [await aPerson("administrator", "vufo"), await aPerson("office", "vufo")];
  await asOwner(database.ownerUrl(), (client) => client.query("delete from backup_run"));
  await expect(inWork(office, askBackup)).rejects.toThrow("not yours to do");
  const id = await inWork(administrator, askBackup);
  await expect(inWork(administrator, askBackup)).rejects.toMatchObject({ code: "rule_backup_under_way" });
  expect(await inReading(administrator, findBackupState)).toMatchObject({ underWay: { state: "asked" } });
  const begun = new Promise<string[]>((resolve) => {
    const end = keepSafe(
      {
        ownerUrl: undefined,
        appUrl: config.databaseUrl ?? "",
        places: { cluster: "", spool: "", as: {} },
        stop: () => undefined,
        end: () => undefined,
        keepUp: () => Promise.resolve(),
      },
      (words) => {
        end();
        resolve(words);
        return Promise.resolve();
      },
    );
  });
  expect(await begun).toEqual(["backup", "--asked"]);
  await asOwner(database.ownerUrl(), async (client) => {
    expect([await isAsked(client), await takeAsked(client)]).toEqual([true, id]);
    // One that stopped saying how far it is was ended before its time, and does not hold up the next.
    await client.query("update backup_run set is_begun = true, said_at = now() - interval '2 minutes'");
  });
  expect(await inReading(administrator, findBackupState)).toMatchObject({ underWay: { state: "silent" } });
  await inWork(administrator, askBackup);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update backup_run set started_at = now() - interval '2 minutes' where not is_begun"),
  );
  expect((await inReading(administrator, findBackupState)).underWay?.state).toBe("left");
}, 30_000);
