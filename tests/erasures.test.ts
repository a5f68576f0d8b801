import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { forgetAgain, forgetPersonally, seekPerson } from "#modules/access/person.commands.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { listErasures, thinErasures } from "#platform/erasures.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase();
const place = fs.mkdtempSync(path.join(os.tmpdir(), "amity-erasures-"));
const notes = path.join(place, "erasures");
const NAME = "Trần Thị Được Quên";
const asked = { texts: [NAME], letter: "12/QĐ" };
config.backup.folder = place;
config.backup.key = "a key of the tests that is long enough";
afterAll(() => fs.rmSync(place, { recursive: true }));

/** A friend with that name, as a row of an older state has it. */
async function aFriend(id: string) {
  await asOwner(database.ownerUrl(), async (client) => {
    await client.query("set amity.reach = 'system'");
    await client.query(
      `insert into partner (id, kind, name, country_iso2, unit_id, unit_path) select $1, 'individual_friend', $2, 'FR', id, path from unit limit 1
       on conflict (id) do update set name = excluded.name`,
      [id, NAME],
    );
  });
}

test("an erasure is noted beside the backups, locked as they are, and done again where an older state comes back; others stay", async () => {
  const administrator = await aPerson("administrator", "vufo");
  const [one, namesake] = [crypto.randomUUID(), crypto.randomUUID()];
  await aFriend(one);
  await aFriend(namesake);
  const before = new Date();
  const rows = [`partner:${one}`];
  const { id, isNoted } = await inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows }));
  expect(isNoted).toBe(true);
  const [note = ""] = fs.readdirSync(notes);
  expect(note).toBe(`${id}.amity`);
  expect(fs.statSync(path.join(notes, note)).mode & 0o777).toBe(0o600);
  expect(fs.readFileSync(path.join(notes, note)).includes(NAME)).toBe(false);

  // The state of last night is back.
  await aFriend(one);
  const { noted, closed } = await listErasures([place, place], before);
  expect([noted.map((found) => found.case), closed]).toEqual([[id], []]);
  expect(await inWork(system, (work) => forgetAgain(work, noted))).toBe(1);
  const left = await inWork(administrator, (work) => seekPerson(work, asked));
  expect(left.map(({ id: row }) => row)).toEqual([namesake]);
  // A second time there is nothing to do; what was erased before the state restored is not asked again.
  expect(await inWork(system, (work) => forgetAgain(work, noted))).toBe(0);
  expect((await listErasures([place], new Date(Date.now() + 1000))).noted).toEqual([]);
  const lines = await asOwner(database.ownerUrl(), (client) =>
    client.query("select after ->> 'letter' as letter from history where action = 'personal_erased'"),
  );
  expect(lines.rows).toEqual([{ letter: "12/QĐ" }, { letter: "12/QĐ" }]);

  config.backup.key = "another key of the tests, long enough";
  expect((await listErasures([place], before)).closed).toEqual([path.join(notes, note)]);
});

test("a note goes when no backup is left that was made before it, and stays while there is none to tell by", () => {
  const [note = ""] = fs.readdirSync(notes);
  const days = (file: string, ago: number) => {
    const at = new Date(Date.now() - ago * 86_400_000);
    fs.utimesSync(file, at, at);
  };
  days(path.join(notes, note), 10);
  thinErasures();
  expect(fs.readdirSync(notes)).toEqual([note]);
  const [older, newer] = ["a.amity", "b.amity"].map((name) => path.join(place, name)) as [string, string];
  for (const file of [older, newer]) fs.writeFileSync(file, "");
  days(older, 11);
  days(newer, 2);
  thinErasures();
  expect(fs.readdirSync(notes)).toEqual([note]);
  fs.rmSync(older);
  thinErasures();
  expect(fs.readdirSync(notes)).toEqual([]);
});

test("where it cannot be noted, the erasure is done and says so", async () => {
  const administrator = await aPerson("administrator", "vufo");
  const id = crypto.randomUUID();
  await aFriend(id);
  const blocked = path.join(place, "blocked");
  fs.writeFileSync(blocked, "");
  config.backup.folder = blocked;
  const done = await inWork(administrator, (work) => forgetPersonally(work, { ...asked, rows: [`partner:${id}`] }));
  expect(done.isNoted).toBe(false);
  const left = await inWork(administrator, (work) => seekPerson(work, asked));
  expect(left.map(({ id: row }) => row)).not.toContain(id);
});
