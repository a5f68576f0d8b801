import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backup } from "#platform/backup.server.ts";
import { proveBackup } from "#platform/backup-proof.server.ts";
import { oneAtATime } from "#platform/backup-run.server.ts";
import { differences, digestOf } from "#platform/backup-tables.server.ts";
import { restore } from "#platform/restore.server.ts";
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
  const bare = await emptyDatabase("rules");
  await asOwner(bare, (client) => backup(client, "amity", { file, store, key: undefined }));
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
  const bare = await emptyDatabase("nightly");
  await asOwner(bare, (client) => backup(client, "amity", { file, store, key: undefined }));
  const good = fs.readFileSync(file);
  const broken = asOwner(bare, (client) =>
    backup(client, "amity", { file, store, key: undefined, prove: () => Promise.reject(new Error("not the same")) }),
  );
  await expect(broken).rejects.toThrow("not the same");
  // It comes to a table that is held, so it is certainly under way when its connection is ended.
  const cut = asOwner(bare, async (holding) => {
    await holding.query("begin; lock table activity_host in access exclusive mode");
    const making = asOwner(bare, (client) => {
      client.on("error", () => undefined);
      return backup(client, "amity", { file, store, key: undefined });
    });
    making.catch(() => undefined);
    const end = `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
      where datname = current_database() and relation = 'activity_host'::regclass and not granted`;
    while ((await holding.query(end)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    await holding.query("rollback");
    return making;
  });
  await expect(cut).rejects.toThrow(/terminat/i);
  expect(fs.readFileSync(file).equals(good)).toBe(true);
  expect(fs.readdirSync(place)).toEqual(["nightly.amity"]);
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

test("a backup is proven in a database of its own, which goes again", async () => {
  const file = path.join(folder, "demo-sealed.amity");
  const made = await write(file, KEY);
  const place = path.join(folder, "proof");
  const proof = await proveBackup({ file, key: KEY, folder: place });
  expect(proof.tables).toBe(Object.keys(made.tables).length);
  expect(proof.missing).toContain(wanting);
  expect(fs.readdirSync(place)).toEqual([]);
});
