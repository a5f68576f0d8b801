import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { afterRestore } from "#platform/after-restore.server.ts";
import { backup } from "#platform/backup.server.ts";
import { proveBackup } from "#platform/backup-proof.server.ts";
import { isDue, lastDue, oneAtATime, thinBackups } from "#platform/backup-run.server.ts";
import { differences, digestOf } from "#platform/backup-tables.server.ts";
import { openPack, writePack } from "#platform/packed.server.ts";
import { restore } from "#platform/restore.server.ts";
import { sealHistory, verifyHistory } from "#platform/seal.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const demo = useDatabase("demo");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-backup-"));
const store = path.join(folder, "files");
const KEY = "a key of the tests that is long enough";
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Lies in the store under its own sha256, and a record names it. */
async function keep(bytes: Buffer): Promise<string> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  fs.mkdirSync(path.join(store, sha256.slice(0, 2)), { recursive: true });
  fs.writeFileSync(path.join(store, sha256.slice(0, 2), sha256), bytes);
  await asOwner(demo.ownerUrl(), (client) =>
    client.query(
      `insert into file (subject_kind, subject_id, name, media_type, size_bytes, sha256, unit_id, unit_path)
       select 'delegation', id, 'a', 'text/plain', $2, $1, unit_id, unit_path from delegation limit 1`,
      [sha256, bytes.length],
    ),
  );
  return sha256;
}

async function emptyDatabase(name: string): Promise<string> {
  const at = (database: string) => demo.ownerUrl().replace(/\/test_[^?]+/, `/${database}`);
  await asOwner(at("postgres"), (client) =>
    client.query(`create database ${name}_${process.pid} template template_bare`),
  );
  return at(`${name}_${process.pid}`);
}

const write = (file: string, key?: string) =>
  asOwner(demo.ownerUrl(), (client) => backup(client, "amity", { file, store, key }));
const codeOf = (cause: unknown) => (cause as { code?: string }).code;
const refusal = (doing: Promise<unknown>) =>
  doing.then(
    () => "accepted",
    (cause: unknown) => codeOf(cause),
  );

let large = "";
let wanting = "";
beforeAll(async () => {
  large = await keep(randomBytes(1_500_000));
  wanting = await keep(Buffer.from("lost"));
  fs.rmSync(path.join(store, wanting.slice(0, 2), wanting));
});

test.each([undefined, KEY])(
  "a backup restored into an empty database holds the same content, files too (key: %s)",
  async (key) => {
    const file = path.join(folder, `demo-${key ? "sealed" : "open"}.amity`);
    const orphan = path.join(store, "ab", "ab".padEnd(64, "0"));
    fs.mkdirSync(path.dirname(orphan), { recursive: true });
    fs.writeFileSync(orphan, "named by no record");
    const made = await write(file, key);
    expect(made.tables.activity?.rows).toBeGreaterThan(2000);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(made.files.missing).toContain(wanting);
    expect(made.files.surplus).toBe(1);
    const restoredStore = path.join(folder, `restored-${key ? "sealed" : "open"}`);
    const bare = await emptyDatabase(key ? "sealed" : "open");
    await asOwner(bare, (client) => restore(client, "amity", { file, key, store: restoredStore, withReference: true }));
    const restored = await asOwner(bare, (client) => digestOf(client, "amity"));
    expect(differences(made.tables, restored)).toEqual([]);
    const bytes = fs.readFileSync(path.join(restoredStore, large.slice(0, 2), large));
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(large);
    const next = await asOwner(bare, async (client) => {
      await client.query("update activity set title = title || '.' where id = (select id from activity limit 1)");
      return digestOf(client, "amity");
    });
    expect(differences(made.tables, next)).toEqual(["activity"]);
  },
);

test("what is restored keeps its rules: keys between tables, and the owner bound to the rights again", async () => {
  const file = path.join(folder, "rules.amity");
  await write(file);
  const bare = await emptyDatabase("rules");
  const ask = (client: import("pg").Client) =>
    client.query(
      `select conrelid::regclass::text as on, conname as is, pg_get_constraintdef(oid) as says from pg_constraint where connamespace = 'amity'::regnamespace and contype in ('f', 'c')
       union all select oid::regclass::text, relforcerowsecurity::text, '' from pg_class where relnamespace = 'amity'::regnamespace and relkind = 'r' order by 1, 2`,
    );
  const [before, after] = await asOwner(bare, async (client) => {
    const was = await ask(client);
    await restore(client, "amity", { file, store: undefined, withReference: true });
    return [was.rows, (await ask(client)).rows];
  });
  expect(after).toEqual(before);
});

test("an owner who is no superuser backs up and restores every row of every table", async () => {
  const role = `plain_owner_${process.pid}`;
  const own = (client: import("pg").Client) =>
    client.query(`do $$ declare one record; begin
      for one in select oid::regclass as is from pg_class where relnamespace in ('amity'::regnamespace, 'reference'::regnamespace) and relkind = 'r' loop
        execute format('alter table %s owner to ${role}', one.is);
      end loop; end $$;
      grant usage, create on schema amity, reference to ${role}; set role ${role}; set amity.reach = 'system'`);
  const file = path.join(folder, "plain.amity");
  const [all, made] = await asOwner(demo.ownerUrl(), async (client) => {
    await client.query(`create role ${role}`);
    const whole = await digestOf(client, "amity");
    await own(client);
    return [whole, await backup(client, "amity", { file, store, key: undefined })];
  });
  expect(differences(all, made.tables)).toEqual([]);
  const bare = await emptyDatabase("plain");
  await asOwner(bare, async (client) => {
    await own(client);
    await restore(client, "amity", { file, store: undefined, withReference: true });
  });
  expect(differences(all, await asOwner(bare, (client) => digestOf(client, "amity")))).toEqual([]);
});

test("a backup is of one instant, whatever is written meanwhile", async () => {
  const file = path.join(folder, "instant.amity");
  const first = await asOwner(demo.ownerUrl(), (client) => digestOf(client, "amity"));
  const made = await asOwner(demo.ownerUrl(), (client) =>
    asOwner(demo.ownerUrl(), async (other) => {
      let isWritten: Promise<unknown> | undefined;
      const progress = () => {
        isWritten ??= other.query("update activity set title = title || '!'");
      };
      const result = await backup(client, "amity", { file, store, key: undefined, progress });
      await isWritten;
      return result;
    }),
  );
  expect(differences(first, made.tables)).toEqual([]);
  expect(differences(first, await asOwner(demo.ownerUrl(), (client) => digestOf(client, "amity")))).toEqual([
    "activity",
  ]);
});

test("a backup that fails or does not prove leaves the good one of last night as it was, and nothing beside it", async () => {
  const place = fs.mkdtempSync(path.join(folder, "nightly-"));
  const file = path.join(place, "nightly.amity");
  await write(file);
  const good = fs.readFileSync(file);
  const broken = asOwner(demo.ownerUrl(), (client) =>
    backup(client, "amity", { file, store, key: undefined, prove: () => Promise.reject(new Error("not the same")) }),
  );
  await expect(broken).rejects.toThrow("not the same");
  const cut = asOwner(demo.ownerUrl(), async (client) => {
    const [{ pid }] = (await client.query<{ pid: number }>("select pg_backend_pid() as pid")).rows as [{ pid: number }];
    client.on("error", () => undefined);
    let isCut = false;
    const progress = ({ rows }: { rows: number }) => {
      if (rows < 1000 || isCut) return;
      isCut = true;
      void asOwner(demo.ownerUrl(), (other) => other.query("select pg_terminate_backend($1)", [pid]));
    };
    return backup(client, "amity", { file, store, key: undefined, progress });
  });
  await expect(cut).rejects.toThrow();
  expect(fs.readFileSync(file).equals(good)).toBe(true);
  expect(fs.readdirSync(place)).toEqual(["nightly.amity"]);
});

test("what is no backup, cut off, changed, newer or locked by another key is refused in words, before and while it is read", async () => {
  const sealed = path.join(folder, "refused-sealed.amity");
  const open = path.join(folder, "refused-open.amity");
  await write(sealed, KEY);
  await write(open);
  const bare = await emptyDatabase("refused");
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
  const secrets = await Promise.all(
    [undefined, KEY].map(async (key) => {
      const file = path.join(folder, `secret-${key ? 1 : 0}.amity`);
      await write(file, key);
      const pack = await openPack(file, "backup", key);
      await pack.line();
      const second = await pack.line();
      pack.close();
      return second?.includes('"secret"');
    }),
  );
  expect(secrets).toEqual([false, true]);
});

test("two at once wait for each other, and the second is told", async () => {
  const said: string[] = [];
  const one = (name: string) =>
    asOwner(demo.ownerUrl(), (client) =>
      oneAtATime(
        client,
        () => said.push(`${name} waits`),
        async () => {
          said.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 200));
          said.push(`${name} ends`);
        },
      ),
    );
  const first = one("a");
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([first, one("b")]);
  expect(said).toEqual(["a begins", "b waits", "a ends", "b begins", "b ends"]);
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

test("a backup is proven in a database of its own, which goes again", async () => {
  const file = path.join(folder, "proven.amity");
  const made = await write(file, KEY);
  const place = path.join(folder, "proof");
  const proof = await proveBackup({ file, key: KEY, folder: place });
  expect(proof.tables).toBe(Object.keys(made.tables).length);
  expect(proof.missing).toContain(wanting);
  expect(fs.readdirSync(place)).toEqual([]);
});

test("verify-history finds a changed byte, a missing line and an added one", async () => {
  await asOwner(demo.ownerUrl(), async (client) => {
    const sealed = await sealHistory(client, "2999-01-01");
    expect(sealed.length).toBeGreaterThan(1);
    expect(await sealHistory(client, "2999-01-01")).toEqual([]);
    expect((await verifyHistory(client)).broken).toEqual([]);
    const harm = async (sql: string) => {
      await client.query("begin");
      await client.query(sql);
      const { broken } = await verifyHistory(client);
      await client.query("rollback");
      return broken.length;
    };
    const one = "(select id from history order by id limit 1)";
    expect(await harm(`update history set after = jsonb_set(after, '{title}', '"y"') where id = ${one}`)).toBe(1);
    expect(await harm(`update history set user_name = user_name || ' ' where id = ${one}`)).toBe(1);
    expect(await harm(`delete from history where id = ${one}`)).toBe(1);
    expect(
      await harm(`update history_seal set hash = previous_hash where day = (select min(day) from history_seal)`),
    ).toBeGreaterThan(0);
    expect((await verifyHistory(client)).broken).toEqual([]);
  });
});
