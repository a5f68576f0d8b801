import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeBase } from "#platform/base.server.ts";
import { startEmbedded } from "#platform/embedded.server.ts";
import type { EmbeddedAddress } from "#platform/embedded.server.ts";
import { migrate } from "#platform/migrate.server.ts";
import { readMoment } from "#platform/moment.ts";
import { restoreTo } from "#platform/point-in-time.server.ts";
import { makeTrail, mirrorFiles, readTrailState, sweep, trailSettings } from "#platform/trail.server.ts";
import type { Sweep } from "#platform/trail.server.ts";
import { listBases, listPieces, pieceAfter, reachOf, thinTrail } from "#platform/trail-reach.server.ts";
import { removeData } from "./data-folder.ts";

const place = fs.mkdtempSync(path.join(os.tmpdir(), "amity-trail-"));
const data = path.join(place, "data");
const trail = { folder: path.join(place, "trail"), days: 7 };
const KEY = "a key of the tests that is long enough";
const made: string[] = [data];
let server: EmbeddedAddress;
let client: pg.Client;
let asked: Sweep;
const moments: Date[] = [];
const file = createHash("sha256").update("a paper").digest("hex");

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => "accepted",
    (cause: { code?: string }) => cause.code,
  );

/** A person whose name says after how many writings that was, and the instant behind it. */
async function write(number: number) {
  await client.query("insert into auth_user (name, email) values ($1, $1 || '@b.example')", [String(number)]);
  await pause(30);
  const { rows } = await client.query<{ at: Date }>("select clock_timestamp() as at");
  moments.push(rows[0]?.at ?? new Date(0));
  await pause(30);
}

/** Everything that was written, laid down and taken. */
async function keep() {
  await client.query("select pg_switch_wal()");
  const before = readTrailState(data).last;
  for (let look = 0; look < 200 && readTrailState(data).last === before; look += 1) {
    await sweep(asked);
    await pause(50);
  }
}

beforeAll(async () => {
  server = await startEmbedded(data, (places) => trailSettings(trail, places));
  await migrate({ ownerUrl: server.owner, appUrl: server.app, schema: "amity" });
  client = new pg.Client({ connectionString: server.owner });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("set search_path = amity, public; set amity.reach = 'system'");
  asked = { trail, places: server.places, dataFolder: data, key: KEY };
  await makeBase(client, { trail, places: server.places, key: KEY });
  const store = path.join(data, "files");
  fs.mkdirSync(path.join(store, file.slice(0, 2)), { recursive: true });
  fs.writeFileSync(path.join(store, file.slice(0, 2), file), "a paper");
  await mirrorFiles(asked, store, new Set());
  for (let number = 0; number < 4; number += 1) await write(number);
  await keep();
  for (let number = 4; number < 6; number += 1) await write(number);
}, 120_000);

afterAll(async () => {
  await client.end().catch(() => undefined);
  server.stop();
  for (const folder of made) removeData(folder);
  fs.rmSync(place, { recursive: true, force: true });
});

async function restoreAt(
  at: Date | undefined,
  former: { pgWal: string | undefined; store?: string } = { pgWal: undefined },
) {
  const into = path.join(place, `to-${made.length}`);
  made.push(into);
  const wish = { trail, key: KEY, schema: "amity", into, at, say: () => undefined };
  const done = await restoreTo({ ...wish, former: { store: undefined, secrets: [], ...former } });
  const restored = await startEmbedded(into);
  const reader = new pg.Client({ connectionString: restored.owner });
  await reader.connect();
  const { rows } = await reader.query<{ name: string }>("select name from amity.auth_user order by name");
  await reader.end();
  restored.stop();
  return { names: rows.map(({ name }) => Number(name)), done, into };
}

test("any second that was kept comes back as it stood, under the new place's own passwords", async () => {
  const { names } = await restoreAt(moments[1]);
  expect(names).toEqual([0, 1]);
});

test("what the trail has not got yet comes from the place itself, where it is still there; else the last moment is said", async () => {
  expect(await codeOf(restoreAt(moments[4]))).toBe("rule_restore_too_late");
  const pgWal = path.join(server.places.cluster, "pg_wal");
  expect((await restoreAt(moments[4], { pgWal })).names).toEqual([0, 1, 2, 3, 4]);
  expect((await restoreAt(undefined)).names).toEqual([0, 1, 2, 3]);
});

test("a moment before the first base, none at all, another key and a folder with something in it are refused in words", async () => {
  expect(await codeOf(restoreAt(new Date("2020-01-01T00:00:00Z")))).toBe("rule_restore_too_early");
  const wish = {
    key: KEY,
    schema: "amity",
    at: moments[0],
    say: () => undefined,
    former: { pgWal: undefined, store: undefined, secrets: [] },
  };
  const into = path.join(place, "refused");
  expect(await codeOf(restoreTo({ ...wish, into, trail: { folder: path.join(place, "none"), days: 7 } }))).toBe(
    "rule_restore_no_base",
  );
  expect(await codeOf(restoreTo({ ...wish, into, trail, key: `${KEY}.` }))).toBe("rule_backup_wrong_key");
  expect(fs.existsSync(into)).toBe(false);
  expect(await codeOf(restoreTo({ ...wish, into: place, trail }))).toBe("rule_restore_not_empty");
});

test("a restore that was ended before it was done is not opened", async () => {
  const half = path.join(place, "half");
  fs.mkdirSync(half);
  fs.writeFileSync(path.join(half, "restore-unfinished"), "");
  await expect(startEmbedded(half)).rejects.toThrow("was not finished");
});

test("a piece that is lacking ends the trail there: before it everything comes back, behind it nothing is guessed", async () => {
  const folder = path.join(place, "with-a-gap");
  fs.cpSync(trail.folder, folder, { recursive: true, preserveTimestamps: true });
  const last = listPieces(trail).at(-1) ?? "";
  const later = pieceAfter(pieceAfter(last));
  fs.copyFileSync(path.join(folder, "changes", `${last}.amity`), path.join(folder, "changes", `${later}.amity`));
  const gapped = { folder, days: 7 };
  expect(reachOf(gapped, null)).toMatchObject({ isBroken: true, from: null });
  expect(reachOf(trail, "x")).toMatchObject({ isBroken: false, until: "x", bases: 1 });
  const wish = {
    key: KEY,
    schema: "amity",
    say: () => undefined,
    former: { pgWal: undefined, store: undefined, secrets: [] },
  };
  expect(await codeOf(restoreTo({ ...wish, trail: gapped, into: path.join(place, "gap"), at: undefined }))).toBe(
    "rule_restore_gap",
  );
});

test("a trail that cannot be written is said, the application goes on, and what waits goes before it fills the disk", async () => {
  const blocked = path.join(place, "blocked");
  fs.writeFileSync(blocked, "a file where the folder should be");
  const harmed = { ...asked, trail: { folder: blocked, days: 7 } };
  await write(6);
  await client.query("select pg_switch_wal()");
  const laidDown = () => fs.readdirSync(server.places.spool).filter((name) => /^[0-9A-F]{24}$/.test(name));
  for (let look = 0; look < 400 && laidDown().length === 0; look += 1) await pause(50);
  await sweep(harmed);
  expect(readTrailState(data).why).toBeTruthy();
  expect(readTrailState(data).failingSince).toBeTruthy();
  expect(laidDown().length).toBeGreaterThan(0);
  await sweep({ ...harmed, limits: { free: 0, waiting: 1 } });
  expect(laidDown()).toEqual([]);
  await client.query("insert into auth_user (name, email) values ('7', '7@b.example')");
  await keep();
  expect(readTrailState(data)).toMatchObject({ why: null, failingSince: null });
  // The gap is seen, and the next base closes it.
  expect(reachOf(trail, null).isBroken).toBe(true);
  await makeBase(client, { trail, places: server.places, key: KEY });
  await client.query("insert into auth_user (name, email) values ('8', '8@b.example')");
  await keep();
  expect(reachOf(trail, null).isBroken).toBe(false);
  expect((await restoreAt(undefined)).names).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test("bases and changes that nobody can need go, the last base before the days of the trail stays", () => {
  makeTrail(trail);
  const before = listBases(trail).length;
  expect(before).toBe(2);
  const first = listBases(trail)[0]?.start ?? "";
  thinTrail(trail, new Set([file]), new Date());
  const pieces = listPieces(trail).length;
  expect([listBases(trail).length, listPieces(trail)[0]?.slice(0, 24)]).toEqual([2, first]);
  thinTrail(trail, new Set([file]), new Date(Date.now() + 8 * 86_400_000));
  expect(listBases(trail).length).toBe(1);
  expect(listPieces(trail).length).toBeLessThan(pieces);
  expect(fs.existsSync(path.join(trail.folder, "files", `${file}.amity`))).toBe(true);
  // One that left the store stays as long as the trail reaches back to when it was there.
  thinTrail(trail, new Set(), new Date());
  expect(fs.existsSync(path.join(trail.folder, "files", `${file}.amity`))).toBe(true);
  thinTrail(trail, new Set(), new Date(Date.now() + 8 * 86_400_000));
  expect(fs.existsSync(path.join(trail.folder, "files", `${file}.amity`))).toBe(false);
});

test("a moment is read whole, by the union's clock unless a zone is said", () => {
  vi.stubEnv("TZ", "America/New_York");
  const at = new Date("2026-11-26T00:00:00Z");
  expect(readMoment("2026-11-25 14:03:20", at)?.toISOString()).toBe("2026-11-25T07:03:20.000Z");
  expect(readMoment("2026-11-25T14:03:20Z", at)?.toISOString()).toBe("2026-11-25T14:03:20.000Z");
  expect(readMoment("2026-11-25 14:03 +0200", at)?.toISOString()).toBe("2026-11-25T12:03:00.000Z");
  expect(readMoment("latest", at)).toBeUndefined();
  for (const typed of ["", "yesterday", "2026-02-30 10:00:00", "2026-11-25 25:00:00", "2026-11-25", "25/11/2026 14:03"])
    expect(() => readMoment(typed, at)).toThrow("rule_restore_moment");
  expect(() => readMoment("2027-01-01 00:00:00", at)).toThrow("rule_restore_ahead");
});
