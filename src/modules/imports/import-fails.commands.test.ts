import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { BusyError, ForbiddenError } from "#platform/errors.ts";
import { inLane } from "#platform/lanes.server.ts";
import { writeWorkbook } from "#platform/workbook.server.ts";
import { commitImport, resumeImports, runCommit, tryImport, undoImport } from "./import.commands.server.ts";
import { findTold, importList, listInterrupted } from "./import.queries.server.ts";

const database = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-imports-"));
let hanoi: Actor;
beforeAll(async () => {
  config.dataFolder = folder;
  hanoi = await aPerson("unit_officer", "ha_noi");
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const book = (name: string) =>
  writeWorkbook([
    ["Tên", "Nước"],
    [name, "Pháp"],
  ]);
const attempt = (name: string, kind: "partners" | "activities" = "partners") =>
  inWork(hanoi, (work) => tryImport(work, { kind, name: `${name}.xlsx`, bytes: book(name) }));
const read = (id: string) => inReading(hanoi, (work) => findTold(work, id));
const commit = (id: string) => inWork(hanoi, (work) => commitImport(work, id));
const jobs = async () =>
  (
    await asOwner(database.ownerUrl(), (client) =>
      client.query<{ id: string }>(
        "select data ->> 'import_id' as id from amity_jobs.job where name = 'import.commit'",
      ),
    )
  ).rows.map((row) => row.id);

test("what cannot be written is said, and nothing of it is there", async () => {
  const id = await attempt("Mất tệp");
  await commit(id);
  expect((await read(id))?.status).toBe("committing");
  fs.rmSync(path.join(folder, "files"), { recursive: true });
  await runCommit({ import_id: id });
  const failed = await read(id);
  expect([failed?.status, failed?.processed]).toEqual(["failed", 0]);
  expect(failed?.failure).toMatch(/\S{2,} \S+/);
  const written = await asOwner(database.ownerUrl(), (client) =>
    client.query("select 1 from partner where name = 'Mất tệp'"),
  );
  expect(written.rowCount).toBe(0);
  await expect(commit(id)).rejects.toThrow("rule_import_state");
});

test("what was being written when the process ended is taken up again, and only that", async () => {
  const [tried, begun] = [await attempt("Chưa ghi"), await attempt("Đang ghi")];
  await commit(begun);
  expect((await inReading(system, listInterrupted)).map((one) => one.id)).toEqual([begun]);
  const waiting = await jobs();
  await resumeImports();
  expect(await read(tried)).toMatchObject({ status: "tried" });
  expect(await read(begun)).toMatchObject({ status: "committed", rows: 1, created: 1, processed: 1, failure: null });
  expect(await inReading(system, listInterrupted)).toEqual([]);
  // However often it starts, the queue grows by nothing.
  await resumeImports();
  expect(await jobs()).toEqual(waiting);
  await runCommit({ import_id: begun });
  expect((await read(begun))?.created).toBe(1);
});

test("what the machine cannot do for now is taken up again, and nobody is told that it failed", async () => {
  const id = await attempt("Bận");
  await commit(id);
  const usual = config.threads;
  config.threads = { ...usual, most: 1, queue: 0 };
  let open = () => {};
  const held = inLane({ lane: "reading", isPatient: true }, () => new Promise<void>((resolve) => (open = resolve)));
  const refused = await runCommit({ import_id: id }).catch((cause: unknown) => cause);
  config.threads = usual;
  open();
  await held;
  expect(refused).toBeInstanceOf(BusyError);
  expect(await read(id)).toMatchObject({ status: "committing", failure: null });
  await Promise.all([resumeImports(), resumeImports()]);
  expect(await read(id)).toMatchObject({ status: "committed", created: 1 });
});

test("an import that nobody knows stops no job", async () => {
  await expect(runCommit({ import_id: "0197a3c0-1111-7222-8333-444455556666" })).resolves.toBeUndefined();
});

test("who may not import neither tries, nor writes, nor takes back", async () => {
  const auditor = await aPerson("auditor", "vufo");
  const id = await attempt("Của Hà Nội");
  const bytes = book("x");
  await expect(inWork(auditor, (work) => tryImport(work, { kind: "partners", name: "x.xlsx", bytes }))).rejects.toThrow(
    ForbiddenError,
  );
  await expect(inWork(auditor, (work) => commitImport(work, id))).rejects.toThrow(ForbiddenError);
  await expect(inWork(hanoi, (work) => undoImport(work, id))).rejects.toThrow("rule_import_state");
});

test("a sheet of another kind is refused with that kind's name, an empty one too", async () => {
  await expect(attempt("Sai loại", "activities")).rejects.toThrow("rule_import_other_kind");
  const empty = writeWorkbook([
    ["Tên", "Nước"],
    ["", " "],
  ]);
  const trying = inWork(hanoi, (work) => tryImport(work, { kind: "partners", name: "x.xlsx", bytes: empty }));
  await expect(trying).rejects.toThrow("rule_import_empty");
});

test("the list of imports goes from the newest back, of a kind and a state, page by page", async () => {
  const list = (filter: object, limit = 50) => inReading(hanoi, (work) => importList.list(work, { ...filter, limit }));
  const whole = (await list({})).items.map((one) => one.id);
  expect(whole).toEqual(whole.toSorted().toReversed());
  const first = await list({}, 2);
  const rest = await list({ cursor: first.next_cursor ?? "" });
  expect([...first.items, ...rest.items].map((one) => one.id)).toEqual(whole);
  const failed = await list({ status: "failed", kind: "partners" });
  expect(failed.items.map((one) => one.status)).toEqual(["failed"]);
  expect((await list({ kind: "activities" })).items).toEqual([]);
  expect(await inReading(hanoi, (work) => importList.count(work, { status: "failed" }))).toBe(1);
});
