import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { afterRestore } from "#platform/after-restore.server.ts";
import { backup } from "#platform/backup.server.ts";
import { isDue, lastDue, thinBackups } from "#platform/backup-run.server.ts";
import { differences, digestOf } from "#platform/backup-tables.server.ts";
import { openPack, writePack } from "#platform/packed.server.ts";
import { restore } from "#platform/restore.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const bareOne = useDatabase("bare");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-refused-"));
const store = path.join(folder, "files");
const KEY = "a key of the tests that is long enough";
const BYTES = randomBytes(1_500_000);
const large = createHash("sha256").update(BYTES).digest("hex");
afterAll(() => fs.rmSync(folder, { recursive: true }));
beforeAll(() => {
  fs.mkdirSync(path.join(store, large.slice(0, 2)), { recursive: true });
  fs.writeFileSync(path.join(store, large.slice(0, 2), large), BYTES);
});

async function emptyDatabase(name: string): Promise<string> {
  const at = (database: string) => bareOne.ownerUrl().replace(/\/test_[^?]+/, `/${database}`);
  await asOwner(at("postgres"), (client) =>
    client.query(`create database ${name}_${process.pid} template template_bare`),
  );
  return at(`${name}_${process.pid}`);
}

const refusal = (doing: Promise<unknown>) =>
  doing.then(
    () => "accepted",
    (cause: { code?: string }) => cause.code,
  );

test("what is no backup, cut off, changed, newer or locked by another key is refused in words, before and while it is read", async () => {
  const sealed = path.join(folder, "refused-sealed.amity");
  const open = path.join(folder, "refused-open.amity");
  const bare = await emptyDatabase("refused");
  await asOwner(bare, async (client) => {
    await backup(client, "amity", { file: sealed, store, key: KEY });
    await backup(client, "amity", { file: open, store, key: undefined });
  });
  const before = await asOwner(bare, (client) => digestOf(client, "amity"));
  const into = (file: string, key?: string) =>
    refusal(
      asOwner(bare, (client) =>
        restore(client, "amity", { file, key, store: path.join(folder, "refused"), withReference: true }),
      ),
    );
  const changed = (from: string, change: (bytes: Buffer) => Buffer) => {
    const file = path.join(folder, "harmed.amity");
    fs.writeFileSync(file, change(fs.readFileSync(from)));
    return file;
  };
  const flip = (at: (length: number) => number) => (bytes: Buffer) => {
    const place = at(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };
  expect(await into(path.join(folder, "nowhere.amity"))).toBe("rule_backup_unread");
  expect(await into(changed(open, () => Buffer.from("PK of something else")))).toBe("rule_backup_none");
  expect(await into(changed(open, () => Buffer.alloc(0)))).toBe("rule_backup_none");
  expect(
    await into(
      changed(open, (bytes) => Buffer.from(bytes.toString("latin1").replace('"version":2', '"version":9'), "latin1")),
    ),
  ).toBe("rule_backup_newer");
  expect(await into(sealed)).toBe("rule_backup_key_missing");
  expect(await into(sealed, `${KEY}.`)).toBe("rule_backup_wrong_key");
  for (const at of [0.3, 0.99]) {
    expect(await into(changed(open, (bytes) => bytes.subarray(0, bytes.length * at)))).toBe("rule_backup_cut_off");
    expect(
      await into(
        changed(sealed, (bytes) => bytes.subarray(0, bytes.length * at)),
        KEY,
      ),
    ).toBe("rule_backup_changed");
    expect(
      await into(
        changed(
          open,
          flip((length) => Math.floor(length * at)),
        ),
      ),
    ).toMatch(/rule_backup_(changed|cut_off)/);
    expect(
      await into(
        changed(
          sealed,
          flip((length) => Math.floor(length * at)),
        ),
        KEY,
      ),
    ).toBe("rule_backup_changed");
  }
  // Whole chunks left out at the end, and the first line exchanged for one that says another day.
  const first = fs.readFileSync(sealed).indexOf(10) + 1;
  expect(
    await into(
      changed(sealed, (bytes) => bytes.subarray(0, first + 65_552)),
      KEY,
    ),
  ).toBe("rule_backup_changed");
  expect(
    await into(
      changed(sealed, (bytes) => Buffer.from(bytes.toString("latin1").replace('"at":"2', '"at":"3'), "latin1")),
      KEY,
    ),
  ).toBe("rule_backup_changed");
  expect(differences(before, await asOwner(bare, (client) => digestOf(client, "amity")))).toEqual([]);
  expect(
    fs.existsSync(path.join(folder, "refused"))
      ? fs
          .readdirSync(path.join(folder, "refused"), { recursive: true, withFileTypes: true })
          .filter((one) => one.isFile())
      : [],
  ).toEqual([]);
});

test("a backup of the first format is read still", async () => {
  const { gzipSync } = await import("node:zlib");
  const title = "Tên có dấu";
  const country = { iso2: "ZZ" };
  const lines = [
    JSON.stringify({ format: "amity-backup", version: 1, at: "2026-11-20T00:00:00Z" }),
    JSON.stringify({ table: "auth_user" }),
    JSON.stringify({
      id: "0190a000-0000-7000-8000-000000000001",
      name: title,
      email: "a@b.example",
      email_verified: false,
      two_factor_enabled: false,
      locale: "vi",
      created_at: "2026-01-01T00:00:00Z",
      updated_at: "2026-01-01T00:00:00Z",
      ...country,
    }),
    JSON.stringify({
      file: `${large.slice(0, 2)}/${large}`,
      bytes: fs.readFileSync(path.join(store, large.slice(0, 2), large)).toString("base64"),
    }),
  ];
  const file = path.join(folder, "first.amity");
  fs.writeFileSync(file, gzipSync(lines.join("\n") + "\n"));
  const to = path.join(folder, "first");
  const bare = await emptyDatabase("first");
  const names = await asOwner(bare, async (client) => {
    await restore(client, "amity", { file, store: to, withReference: true });
    return (await client.query<{ name: string }>("select name from auth_user")).rows;
  });
  expect(names).toEqual([{ name: title }]);
  expect(fs.statSync(path.join(to, large.slice(0, 2), large)).size).toBe(1_500_000);
});

test("second steps open with the secret of the new place, and are reset by name where nobody has the old one", async () => {
  const bare = await emptyDatabase("steps");
  const [old, fresh] = ["an old secret of 32 characters ....", "the secret of the new place ........"];
  await asOwner(bare, async (client) => {
    for (const [name, key] of [
      ["known", old],
      ["lost", "a secret that nobody has any more .."],
    ] as const) {
      const user = await client.query<{ id: string }>(
        "insert into auth_user (name, email, two_factor_enabled) values ($1, $1 || '@b.example', true) returning id",
        [name],
      );
      await client.query("insert into auth_two_factor (user_id, secret, backup_codes) values ($1, $2, 'hashed')", [
        user.rows[0]?.id,
        await symmetricEncrypt({ key, data: `totp of ${name}` }),
      ]);
      await client.query("insert into auth_session (user_id, token, expires_at) values ($1, $2, '2999-01-01')", [
        user.rows[0]?.id,
        name,
      ]);
    }
    expect(await afterRestore(client, { former: [old, undefined], now: fresh })).toMatchObject({
      kept: 1,
      reset: ["lost@b.example"],
    });
    const left = await client.query<{ secret: string; email: string; backup_codes: string }>(
      "select secret, backup_codes, email from auth_two_factor join auth_user on auth_user.id = user_id where two_factor_enabled",
    );
    expect(left.rows.map(({ email }) => email)).toEqual(["known@b.example"]);
    expect(await symmetricDecrypt({ key: fresh, data: left.rows[0]?.secret ?? "" })).toBe("totp of known");
    expect(left.rows[0]?.backup_codes).toBe("hashed");
    expect((await client.query("select from auth_session")).rowCount).toBe(0);
  });
});

test("the secret travels only where a key locks it", async () => {
  const bare = await emptyDatabase("secret");
  const secrets = await Promise.all(
    [undefined, KEY].map(async (key) => {
      const file = path.join(folder, `secret-${key ? 1 : 0}.amity`);
      await asOwner(bare, (client) => backup(client, "amity", { file, store, key }));
      const pack = await openPack(file, "backup", key);
      await pack.line();
      const second = await pack.line();
      pack.close();
      return second?.includes('"secret"');
    }),
  );
  expect(secrets).toEqual([false, true]);
});

test("the schedule is of the union's clock: due once a day, also late, and again an hour after it failed", () => {
  const two = { hour: 2, minute: 0 };
  const at = (text: string) => new Date(text);
  expect(lastDue(two, at("2027-03-01T02:00:00+07:00"))).toEqual(at("2027-03-01T02:00:00+07:00"));
  expect(lastDue(two, at("2027-03-01T01:59:59+07:00"))).toEqual(at("2027-02-28T02:00:00+07:00"));
  const run = (text: string, is_good: boolean, is_scheduled = true) => ({
    started_at: at(text),
    is_good,
    is_scheduled,
  });
  const noon = at("2027-03-01T12:00:00+07:00");
  expect(isDue(two, [], noon)).toBe(true);
  expect(isDue(two, [run("2027-03-01T02:00:30+07:00", true)], noon)).toBe(false);
  expect(isDue(two, [run("2027-03-01T09:00:00+07:00", true, false)], noon)).toBe(true);
  expect(isDue(two, [run("2027-02-28T02:00:30+07:00", true)], noon)).toBe(true);
  expect(isDue(two, [run("2027-03-01T11:30:00+07:00", false)], noon)).toBe(false);
  expect(isDue(two, [run("2027-03-01T10:30:00+07:00", false)], noon)).toBe(true);
});

test("the oldest backups of the schedule go, and nothing else of the folder", () => {
  const place = fs.mkdtempSync(path.join(folder, "thin-"));
  const names = [
    "amity-2027-01-01T020000.amity",
    "amity-2027-01-02T020000.amity",
    "amity-2027-01-03T020000.amity",
    "mine.amity",
    "notes.txt",
  ];
  for (const name of names) fs.writeFileSync(path.join(place, name), "");
  expect(thinBackups(place, 2)).toBe(1);
  expect(fs.readdirSync(place).toSorted()).toEqual(names.slice(1));
});

test("a pack that cannot be written says why in words", async () => {
  const nowhere = writePack({ file: path.join(folder, "none", "x.amity"), kind: "wal", key: undefined }, () =>
    Promise.resolve(),
  );
  expect(await refusal(nowhere)).toBe("rule_backup_no_folder");
});
