import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { acceptInvitation } from "#modules/access/access.commands.server.ts";
import { tryPassword } from "#modules/access/guess.commands.server.ts";
import { exportPerson, forgetPersonally, seekPerson } from "#modules/access/person.commands.server.ts";
import { renamePerson } from "#modules/access/person-name.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { afterRestore } from "#platform/after-restore.server.ts";
import { runBackup } from "#platform/backup-run.server.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { checkHistory } from "#platform/history-check.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { KINDS_SAID } from "#platform/security-kinds.ts";
import { fileErrors } from "#platform/sent-files.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

/** What docs/security/logging.md promises is said by somebody. */
const database = useDatabase();
const owner = async <Row extends object>(sql: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(sql, values))).rows;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-said-"));
let administrator: Actor, officer: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  officer = await aPerson("unit_officer", "ha_noi");
});
afterEach(() => owner("delete from security_event"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

type Row = { kind: string; what: Record<string, unknown>; user_id: string | null; email: string | null };
async function said(): Promise<Row[]> {
  await eventsWritten();
  return owner<Row>("select kind, what, user_id, email from security_event order by id");
}

test("every kind that the log knows is said somewhere, and stands in the document", () => {
  const sources = fs
    .globSync("src/{modules,platform,routes,cli,hooks}*/**/*.ts")
    .concat("src/hooks.server.ts")
    .filter((file) => !/\.(?:test|fixtures)\.ts$|security-kinds\.ts$/.test(file))
    .map((file) => fs.readFileSync(file, "utf8").replaceAll(/^type .*$/gm, ""));
  const document = fs.readFileSync("docs/security/logging.md", "utf8");
  const unsaid = KINDS_SAID.filter((kind) => !sources.some((text) => text.includes(`"${kind}"`)));
  expect([unsaid, KINDS_SAID.filter((kind) => !document.includes(`\`${kind}\``))]).toEqual([[], []]);
});

describe("accounts", () => {
  test("another name is said with the one before", async () => {
    const [role] = await owner<{ id: string }>("select id from access_appointment where user_id = $1", [
      officer.userId,
    ]);
    await inWork(administrator, (work) => renamePerson(work, role?.id ?? "", { name: "Lê Minh" }));
    expect(await said()).toMatchObject([
      {
        kind: "name_changed",
        user_id: administrator.userId,
        what: { account: officer.userId, before: officer.name, person: "Lê Minh" },
      },
    ]);
  });

  test("one that closes after wrong tries is said once, with whose it is", async () => {
    for (let tried = 0; tried < 13; tried += 1) await tryPassword({ client: "192.0.2.9", email: officer.email });
    expect((await said()).filter(({ kind }) => kind === "sign_in_locked")).toMatchObject([
      { email: officer.email, user_id: null, what: { account: officer.userId } },
    ]);
  });

  test("a link that opens no invitation", async () => {
    await expect(
      inWork(system, (work) => acceptInvitation(work, "made-up", { password: "mat-khau-dai" })),
    ).rejects.toThrow("not there");
    expect((await said()).map(({ kind }) => kind)).toEqual(["invitation_refused"]);
  });

  test("what is known of one person leaves, and is erased, without the name", async () => {
    const texts = ["Nguyễn Thử Nghiệm"];
    await owner(
      "insert into access_invitation (email, name, unit_id, unit_path, role, token_hash, expires_at) select 'thu@test.example', $1, id, path, 'press', 'said', clock_timestamp() from unit where code = 'vufo'",
      texts,
    );
    const rows = (await inWork(administrator, (work) => seekPerson(work, { texts, letter: "7" }))).map(
      ({ table, id }) => `${table}:${id}`,
    );
    await inWork(administrator, (work) => exportPerson(work, { texts, letter: "7", rows }));
    await inWork(administrator, (work) => forgetPersonally(work, { texts, letter: "7", rows }));
    const events = await said();
    expect(events).toMatchObject([
      { kind: "export_made", user_id: administrator.userId, what: { file: "personal-data.zip", rows: rows.length } },
      { kind: "account_erased", user_id: administrator.userId, what: { rows: rows.length } },
    ]);
    expect(JSON.stringify(events)).not.toContain("Thử Nghiệm");
  });
});

describe("the machine", () => {
  const make = (file: string) =>
    asOwner(database.ownerUrl(), (client) => runBackup(client, { file: () => file, isScheduled: false }));

  test("a backup that is made, and one that fails", async () => {
    const file = path.join(folder, "made.amity");
    await make(file);
    expect(await said()).toMatchObject([{ kind: "backup_made", what: { of: "backup", file: "made.amity" } }]);
    fs.writeFileSync(path.join(folder, "no-folder"), "");
    await expect(make(path.join(folder, "no-folder", "b.amity"))).rejects.toThrow("ENOTDIR");
    expect((await said()).at(-1)).toMatchObject({ kind: "control_failed", what: { control: "backup" } });
  }, 240_000);

  test("a union that is restored", async () => {
    await asOwner(database.ownerUrl(), (client) => afterRestore(client, { former: [], now: config.secret }));
    expect(await said()).toMatchObject([{ kind: "backup_restored", what: { reset: 0 } }]);
  });

  test("a scanner that does not answer", async () => {
    config.scanner = "tcp://127.0.0.1:1";
    try {
      await expect(fileErrors({ file: new File(["a"], "a.csv") })).rejects.toMatchObject({ status: 503 });
    } finally {
      config.scanner = undefined;
    }
    expect(await said()).toMatchObject([{ kind: "control_failed", what: { control: "scanner" } }]);
  });

  test("a history that does not hold, and of one that does nothing", async () => {
    const checks = () => owner<{ found_in_all: number }>("select found_in_all from history_check order by id");
    await checkHistory();
    expect([await checks(), await said()]).toMatchObject([[{ found_in_all: 0 }], []]);
    await owner("update history set action = 'another' where id = (select max(id) from history)");
    await checkHistory();
    expect([(await checks()).length, await said()]).toMatchObject([
      2,
      [{ kind: "control_failed", what: { control: "history" } }],
    ]);
  });
});
