import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { aPerson, asOwner, useDatabase } from "../../tests/database.ts";
import type { Actor } from "./actor.ts";
import type { BulkRow, Changed, PlacedRow, Written } from "./bulk.server.ts";
import { tryMany, writeMany } from "./bulk.server.ts";
import { undoMany } from "./bulk-undo.server.ts";
import type { ColumnSet, Value } from "./columns.ts";
import { count, countries, day, oneOf, words } from "./columns.ts";
import { inReading, inWork } from "./db.server.ts";
import { newId } from "./id.ts";

const database = useDatabase();

const SET: ColumnSet = {
  table: "activity",
  form: z.object({}),
  identity: ["title", "place"],
  columns: [
    { name: "code", vi: ["Mã"], en: ["Code"] },
    { name: "title", vi: ["Tên"], en: ["Title"], as: words, required: true },
    { name: "kind", vi: ["Loại"], en: ["Kind"], as: oneOf("activity_kind", ["visit"]) },
    { name: "starts_on", vi: ["Ngày"], en: ["Day"], as: day },
    { name: "countries", vi: ["Nước"], en: ["Countries"], as: countries },
    { name: "participants", vi: ["Số người"], en: ["Participants"], as: count },
    { name: "place", vi: ["Nơi"], en: ["Place"], as: words },
  ],
};

type Unit = PlacedRow["unit"];
type Row = PlacedRow & { key: string };
let office: Actor, france: Actor;
let union: Unit, association: Unit;

const unitOf = (actor: Actor): Unit => ({ id: actor.unitId ?? "", path: actor.unitPath ?? "", kind: "department" });
const aRow = (unit: Unit, key: string, values: Record<string, Value> = {}): Row => {
  const whole = { title: `Gặp ${key}`, kind: "visit", starts_on: "2024-05-06", countries: ["FR", "LA"], ...values };
  const given = new Set(Object.entries(whole).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  return { key, line: 2, unit, values: whole, given, isAlone: true };
};
const making = ({ unit }: PlacedRow) => ({ status: "held", level: "central", host_paths: [unit.path] });

const attempt = (rows: BulkRow[]) => inReading(office, (work) => tryMany(work, { set: SET }, rows));
function write(rows: BulkRow[], { actor = office, importId = newId() } = {}): Promise<Written> {
  return inWork(actor, (work) => writeMany(work, { set: SET }, { importId, rows, visibility: "union", making }));
}
const undo = (importId: string, changed: Changed[][] = [], actor = office) =>
  inWork(actor, (work) => undoMany(work, SET, { importId, changed: each(changed) }));
async function* each<One>(all: One[]): AsyncGenerator<One> {
  yield* all;
}
const counted = ({ count }: Pick<Written, "count">) => [count.created, count.updated, count.skipped];

function ask<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);
}
const activities = () => ask<Record<string, unknown>>("select * from activity order by unit_path, title");
const lines = (id: string | undefined) =>
  ask<{ action: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }>(
    "select action, before, after, user_name, unit_path::text from history where subject_id = $1 order by id",
    [id],
  );

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  france = await aPerson("association_officer", "association_fr");
  [union, association] = [unitOf(office), unitOf(france)];
});
beforeEach(() => ask("truncate activity, activity_twin, activity_host, activity_partner, history"));

describe("what is new, changed and the same", () => {
  test("is told before it is written, and trying writes nothing", async () => {
    await write([aRow(union, "a"), aRow(union, "b")]);
    const rows = [aRow(union, "a"), aRow(union, "b", { participants: 7 }), aRow(union, "c")];
    const before = await activities();
    expect((await attempt(rows)).count).toEqual({ created: 1, updated: 1, skipped: 1, refused: 0 });
    expect(await activities()).toEqual(before);
    expect(counted(await write(rows))).toEqual([1, 1, 1]);
    expect((await attempt(rows)).count).toEqual({ created: 0, updated: 0, skipped: 3, refused: 0 });
  });

  test("a new record holds its values, its maker, its import and what the module adds", async () => {
    const importId = newId();
    const { made } = await write([aRow(union, "a", { place: "Huế" })], { importId });
    expect(await activities()).toMatchObject([
      {
        id: made[0]?.id,
        title: "Gặp a",
        starts_on: "2024-05-06",
        countries: ["FR", "LA"],
        participants: null,
        place: "Huế",
        status: "held",
        visibility: "union",
        unit_id: union.id,
        import_id: importId,
        import_key: "gặp a",
        created_by: office.userId,
        version: 1,
      },
    ]);
    expect(await lines(made[0]?.id)).toMatchObject([
      { action: "imported", before: null, after: { title: "Gặp a", place: "Huế" }, user_name: office.name },
    ]);
  });

  test.each<[string, Record<string, Value>]>([
    ["a number", { participants: 8 }],
    ["a text that comes", { place: "Huế" }],
    ["a day", { starts_on: "2024-05-07" }],
    ["a list", { countries: ["FR"] }],
    ["a list in another order", { countries: ["LA", "FR"] }],
  ])("%s makes a difference", async (_, values) => {
    await write([aRow(union, "a", { participants: 7 })]);
    const row = aRow(union, "a", { participants: 7, ...values });
    expect(counted(await write([row]))).toEqual([0, 1, 0]);
    expect(counted(await write([row]))).toEqual([0, 0, 1]);
  });

  test("a change says what the record held before, all of it, also in the history", async () => {
    const { made } = await write([aRow(union, "a", { participants: 7 })]);
    const [was] = await ask<{ row: Record<string, unknown> }>("select to_jsonb(activity) as row from activity");
    const { changed } = await write([aRow(union, "a", { participants: 8 })]);
    expect(changed).toEqual([{ id: made[0]?.id, before: was?.row }]);
    expect(await activities()).toMatchObject([{ participants: 8, version: 2, import_key: "gặp a" }]);
    expect((await lines(made[0]?.id)).slice(1)).toMatchObject([
      {
        action: "import_updated",
        before: { title: "Gặp a", participants: 7 },
        after: { title: "Gặp a", participants: 8 },
      },
    ]);
  });
});

test("what a row leaves out stays", async () => {
  await write([aRow(union, "a", { participants: 7, place: "Huế" })]);
  const row = aRow(union, "a", { participants: undefined, place: undefined });
  expect(counted(await write([row]))).toEqual([0, 0, 1]);
  expect(await activities()).toMatchObject([{ participants: 7, place: "Huế", version: 1 }]);
});

test("who saves the record meanwhile is waited for, and what they saved is kept", async () => {
  await write([aRow(union, "a", { participants: 7 })]);
  const saved = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const edit = inWork(office, async (work) => {
    await work.client.query("update activity set participants = 50, version = version + 1");
    saved.resolve();
    await mayEnd.promise;
  });
  await saved.promise;
  const writing = write([aRow(union, "a", { participants: 8 })]);
  setTimeout(mayEnd.resolve, 300);
  const [{ changed, notes }] = await Promise.all([writing, edit]);
  expect(changed).toEqual([]);
  expect(notes).toMatchObject([{ kind: "kept", column: "participants", values: { held: 50, given: 8 } }]);
  expect(await activities()).toMatchObject([{ participants: 50, version: 2 }]);
});

test("more than a packet: every row comes in as it is, and each changed one with its own values", async () => {
  const many = Array.from({ length: 1201 }, (_, n) => aRow(union, String(n), { participants: n }));
  expect(counted(await write(many))).toEqual([1201, 0, 0]);
  const next = many.map((row, n) => (n % 2 === 0 ? aRow(union, row.key, { participants: n + 5000 }) : row));
  const { changed } = await write(next);
  expect(changed.map((one) => one.before.participants)).toEqual(
    many.filter((_, n) => n % 2 === 0).map((_, n) => n * 2),
  );
  const held = await ask<{ key: string; participants: number; title: string }>(
    "select substr(import_key, 5) as key, participants, title from activity order by substr(import_key, 5)::int",
  );
  expect(held).toEqual(
    next.map(({ key, values }) => ({ key, participants: values.participants, title: values.title })),
  );
  expect(await ask("select action, count(*)::int from history group by action order by action")).toEqual([
    { action: "import_updated", count: 601 },
    { action: "imported", count: 1201 },
  ]);
});

test("one row that the database refuses, and none is written", async () => {
  const rows = Array.from({ length: 1100 }, (_, n) => aRow(union, String(n), n === 700 ? { title: "" } : {}));
  await expect(write(rows)).rejects.toThrow("activity_title_check");
  expect(await activities()).toEqual([]);
  expect(await ask("select from history")).toEqual([]);
});

describe("whose rows", () => {
  test("another unit's record with the same key is another record", async () => {
    await write([aRow(association, "same", { participants: 1 })], { actor: france });
    expect(counted(await write([aRow(union, "same", { participants: 2 })]))).toEqual([1, 0, 0]);
    expect(counted(await write([aRow(union, "same", { participants: 3 })]))).toEqual([0, 1, 0]);
    expect((await activities()).map((one) => [one.unit_id, one.participants])).toEqual([
      [union.id, 3],
      [association.id, 1],
    ]);
  });

  test("rows of several units travel together, each line of history in the unit of its record", async () => {
    const { made } = await write([aRow(union, "a"), aRow(association, "a"), aRow(association, "b")]);
    expect(made.map((one) => one.unit_path)).toEqual([union.path, association.path, association.path]);
    expect(await lines(made[1]?.id)).toMatchObject([{ unit_path: association.path }]);
    const again = [aRow(union, "a"), aRow(association, "a", { participants: 3 }), aRow(association, "b")];
    expect(counted(await write(again))).toEqual([0, 1, 2]);
    expect((await activities()).map((one) => one.participants)).toEqual([null, 3, null]);
  });

  test("a unit that one does not act for takes nothing, new or changed", async () => {
    await write([aRow(union, "a")]);
    const before = await activities();
    await expect(write([aRow(association, "a"), aRow(union, "b")], { actor: france })).rejects.toThrow("row-level");
    expect((await write([aRow(union, "a", { participants: 9 })], { actor: france })).notes).toMatchObject([
      { kind: "refused", code: "import_elsewhere" },
    ]);
    expect(await activities()).toEqual(before);
  });
});

/** What they hold, whatever their versions. */
const contents = async () => (await activities()).map(({ version: _version, ...row }) => row);

describe("taking back", () => {
  test("what was made goes, what was changed is as it was, what was there stays, each with its line", async () => {
    const { made: first } = await write([aRow(union, "a", { participants: 7, countries: ["VN"] }), aRow(union, "z")]);
    const before = await contents();
    const importId = newId();
    const { made, changed } = await write([aRow(union, "a", { place: "Huế" }), aRow(union, "b")], { importId });
    await undo(importId, [changed]);
    expect(await contents()).toEqual(before);
    expect((await activities()).map((row) => row.version)).toEqual([3, 1]);
    expect((await lines(made[0]?.id)).at(-1)).toMatchObject({ action: "import_undone", before: { title: "Gặp b" } });
    expect((await lines(first[0]?.id)).at(-1)).toMatchObject({ action: "import_undone", before: { place: "Huế" } });
    expect((await lines(first[1]?.id)).map((line) => line.action)).toEqual(["imported"]);
  });

  test("more than a packet of both", async () => {
    const old = Array.from({ length: 600 }, (_, n) => aRow(union, `old ${n}`, { participants: n }));
    await write(old);
    const before = await contents();
    const importId = newId();
    const rows = old.map((row, n) => aRow(union, row.key, { participants: n + 1, place: "Huế" }));
    const fresh = Array.from({ length: 600 }, (_, n) => aRow(union, `new ${n}`));
    const { changed } = await write([...rows, ...fresh], { importId });
    await undo(importId, [changed.slice(0, 500), changed.slice(500)]);
    expect(await contents()).toEqual(before);
  });

  test("somebody of another unit takes nothing back", async () => {
    const importId = newId();
    await write([aRow(union, "a")]);
    const { changed } = await write([aRow(union, "a", { place: "Huế" }), aRow(union, "b")], { importId });
    const before = await activities();
    expect((await undo(importId, [changed], france)).remained).toEqual([]);
    expect(await activities()).toEqual(before);
    expect(await ask("select from history where action = 'import_undone'")).toEqual([]);
  });
});
