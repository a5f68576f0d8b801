import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { FieldError, ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import {
  attachToEntry,
  cancelEntry,
  editEntry,
  explainGap,
  registerPaper,
  restoreEntry,
  takeBackExplanation,
} from "./register.commands.server.ts";
import { editEntryForm, gapForm, registerForm, symbolForm } from "./register.forms.ts";
import { findEntry, readFileOfEntry, registerList } from "./register.queries.server.ts";
import { countHidden, listGaps } from "./register-number.queries.server.ts";
import { addSymbol } from "./register-symbol.commands.server.ts";

useDatabase();
let office: Actor, second: Actor, leader: Actor, hanoi: Actor, france: Actor, auditor: Actor;
const year = today().slice(0, 4);
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  second = await aPerson("office", "vufo");
  leader = await aPerson("leader", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  france = await aPerson("association_officer", "association_fr");
  auditor = await aPerson("auditor", "vufo");
  await inWork(leader, (work) =>
    addSymbol(work, symbolForm.parse({ organisation: "LHHN", office: "VP", from_on: "2020-01-01" })),
  );
});

const paper = (values: object = {}) =>
  registerForm.parse({ kind: "plan", on_date: today(), subject: "Kế hoạch đón đoàn", ...values });
const register = (who: Actor, values: object = {}) => inWork(who, (work) => registerPaper(work, paper(values)));
const entry = async (id: string, who = office) => inReading(who, (work) => findEntry(work, id));
const numberAt = async (id: string) => (await entry(id))?.number;
const gapsOf = async (kind: string, who = office) =>
  (await inReading(who, (work) => listGaps(work, { kind }))).map((gap) => [gap.from, gap.until]);
const refusal = async (run: Promise<unknown>) => {
  const cause = await run.then(() => undefined).catch((one: unknown) => one);
  return cause instanceof FieldError ? [cause.code, cause.fields, cause.details] : cause;
};

describe("numbers of a book", () => {
  test("begin at 01 for each kind and year, with the symbol of the unit; letters name the office that drafts", async () => {
    expect(await numberAt(await register(office))).toBe("01/KH-LHHN");
    expect(await numberAt(await register(second))).toBe("02/KH-LHHN");
    expect(await numberAt(await register(office, { kind: "letter" }))).toBe("01/LHHN-VP");
    const before = { on_date: `${Number(year) - 1}-12-31` };
    expect(await numberAt(await register(office, before))).toBe("01/KH-LHHN");
    // A unit that said no symbol has the first letters of its name.
    expect((await entry(await register(france), france))?.number).toMatch(/^01\/KH-[A-ZĐ]{2,}$/);
  });

  test("are given to one paper each, however many clerks register at once", async () => {
    const kind = "notice";
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, at) => register(at % 2 ? office : second, { kind, subject: `Thông báo ${at}` })),
    );
    const ordinals = await Promise.all(ids.map(async (id) => (await entry(id))?.ordinal ?? 0));
    expect(ordinals.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  test("a number typed by two at once is one's; the other hears which paper has it and which is next", async () => {
    const kind = "report";
    const said = await Promise.all(
      [office, second].map((who) => refusal(register(who, { kind, number: "7", subject: "Báo cáo quý" }))),
    );
    expect(said.filter(Boolean)).toMatchObject([
      ["rule_number_taken", ["number"], { number: "07/BC-LHHN", title: "Báo cáo quý", next: "08/BC-LHHN" }],
    ]);
    expect(await refusal(register(office, { kind, number: "07/BC-KHAC" }))).toContain("rule_number_taken");
    expect(await numberAt(await register(office, { kind }))).toBe("08/BC-LHHN");
    // One written in another form stands in the book too, and only once.
    expect(await numberAt(await register(office, { kind, number: "Số phụ A" }))).toBe("Số phụ A");
    expect(await refusal(register(office, { kind, number: "số phụ a" }))).toContain("rule_number_taken");
    // It has no place in the series, and takes none from the others.
    expect(await numberAt(await register(office, { kind, number: "77" }))).toBe("77/BC-LHHN");
  });

  test("the database refuses a second line under one number whoever writes it", async () => {
    const id = await register(office, { kind: "scheme" });
    const twice = inWork(office, (work) =>
      work.trx
        .insertInto("register_entry")
        .columns(["kind", "year", "number", "ordinal", "last_ordinal", "on_date", "subject", "unit_id", "unit_path"])
        .expression((from) =>
          from
            .selectFrom("register_entry")
            .select(["kind", "year", (one) => one.val("1/khác").as("number"), "ordinal", "last_ordinal"])
            .select(["on_date", "subject", "unit_id", "unit_path"])
            .where("id", "=", id),
        )
        .execute(),
    );
    await expect(twice).rejects.toThrow(/register_entry_ordinal_once/);
  });
});

describe("gaps", () => {
  const kind = "proposal";
  const gap = (values: object) => gapForm.parse({ kind, year, reason: "Sổ giấy", ...values });

  test("are counted below the last number, explained in one line and given to nobody", async () => {
    await register(office, { kind, number: "5" });
    await register(office, { kind, number: "8" });
    expect(await gapsOf(kind)).toEqual([
      [1, 4],
      [6, 7],
    ]);
    const id = await inWork(second, (work) => explainGap(work, gap({ from: "1", until: "4" })));
    expect(await gapsOf(kind)).toEqual([[6, 7]]);
    expect(await refusal(register(office, { kind, number: "3" }))).toMatchObject([
      "rule_number_unused",
      ["number"],
      { title: "Sổ giấy", next: "09/TTr-LHHN" },
    ]);
    const overlapping = inWork(office, (work) => explainGap(work, gap({ from: "4", until: "6" })));
    await expect(overlapping).rejects.toThrow(/register_entry_ordinal_once/);
    await inWork(office, (work) => takeBackExplanation(work, id));
    expect(await gapsOf(kind)).toHaveLength(2);
    expect(await numberAt(await register(office, { kind, number: "3" }))).toBe("03/TTr-LHHN");
    const far = inWork(office, (work) => explainGap(work, gap({ from: "20000", until: "20001" })));
    await expect(far).rejects.toThrow("rule_gap_ahead");
  });

  test("a spoiled paper keeps its number with the reason; what was cancelled by mistake stands again", async () => {
    const id = await register(office, { kind: "directive" });
    await inWork(office, (work) => cancelEntry(work, id, { reason: "In hỏng" }));
    expect(await refusal(register(office, { kind: "directive", number: "1" }))).toContain("rule_number_cancelled");
    expect(await numberAt(await register(office, { kind: "directive" }))).toBe("02/CT-LHHN");
    expect(await gapsOf("directive")).toEqual([]);
    await inWork(second, (work) => restoreEntry(work, id));
    expect(await entry(id)).toMatchObject({ status: "registered", reason: null, number: "01/CT-LHHN" });
    const past = await inReading(office, (work) => listHistory(work, id));
    expect(past.map((line) => line.action)).toEqual(["register_restore", "register_cancel", "register_taken"]);
  });

  test("a slip of the pen is put right with a reason, and the number that no paper ever bore is free", async () => {
    const id = await register(office, { kind: "minutes", number: "15" });
    const row = await entry(id);
    const edit = (values: object) =>
      inWork(office, async (work) => editEntry(work, id, editEntryForm.parse({ ...clean(row), ...values })));
    await edit({ number: "1", reason: "Gõ nhầm" });
    expect(await entry(id)).toMatchObject({ number: "01/BB-LHHN", ordinal: 1, last_ordinal: 1 });
    expect(await gapsOf("minutes")).toEqual([]);
    expect(await numberAt(await register(office, { kind: "minutes" }))).toBe("02/BB-LHHN");
    await expect(edit({ number: "2", reason: "Nữa" })).rejects.toThrow("stale_save");
  });
});

const clean = (row: object | undefined) =>
  Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, value ?? undefined]));

describe("who", () => {
  test("the unit's office keeps its book; others of the unit read it, another unit sees nothing of it", async () => {
    const id = await register(office, { kind: "guidance", subject: "Hướng dẫn nội bộ" });
    const listed = async (who: Actor) =>
      (await inReading(who, (work) => registerList.list(work, { kind: "guidance", limit: 50 }))).items.length;
    expect(await Promise.all([office, leader, auditor, hanoi, france].map(listed))).toEqual([1, 1, 1, 0, 0]);
    expect(await gapsOf("proposal", hanoi)).toEqual([]);
    expect(await inReading(hanoi, (work) => countHidden(work, {}))).toBe(0);
    for (const other of [hanoi, france])
      await expect(inWork(other, (work) => cancelEntry(work, id, { reason: "x" }))).rejects.toThrow(NotFoundError);
    await expect(register(auditor)).rejects.toThrow(ForbiddenError);
    await expect(inWork(auditor, (work) => cancelEntry(work, id, { reason: "x" }))).rejects.toThrow(ForbiddenError);
  });

  test("a day ahead is refused, and a symbol that holds another word", () => {
    const ahead = registerForm.safeParse({ kind: "plan", subject: "x", on_date: addDays(today(), 1) });
    expect(ahead.error?.issues.map((one) => one.message)).toEqual(["rule_registered_ahead"]);
    expect(symbolForm.safeParse({ organisation: "LH HN", from_on: "2020-01-01" }).success).toBe(false);
  });
});

test("a scan is kept as it is and given back byte for byte", async () => {
  const id = await register(office, { kind: "agreement" });
  const bytes = new Uint8Array([37, 80, 68, 70, 45, 49, 46, 52, 10, 37, 37, 69, 79, 70]);
  const scan = new File([bytes], "thỏa thuận.pdf", { type: "application/pdf" });
  await inWork(office, (work) => attachToEntry(work, id, { scan }));
  const { file_id, sha256 } = (await entry(id)) ?? {};
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  const read = (who: Actor) => inReading(who, (work) => readFileOfEntry(work, { id, fileId: file_id ?? "" }));
  expect(new Uint8Array((await read(office))?.bytes ?? [])).toEqual(bytes);
  expect(await read(hanoi)).toBeUndefined();
});
