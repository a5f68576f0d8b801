import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { newId } from "#platform/id.ts";
import { addDays, today } from "#platform/time.ts";
import { nameReaders } from "./exchange.commands.server.ts";
import {
  DUE,
  attempt,
  end,
  makePeople,
  owedBy,
  people,
  promise,
  question,
  reply,
  rightsOf,
  seenBy,
  seers,
  suggestion,
  told,
  who,
} from "./exchange.fixtures.ts";
import { findOwed, listOwed, listSaid } from "./exchange.queries.server.ts";

useDatabase();
beforeAll(makePeople);

describe("what another unit has to do", () => {
  test("is seen by that unit and by the one that asked, those who read for them and those above, and by nobody else", async () => {
    const id = await promise(rightsOf("unit"));
    expect(await seers(id)).toEqual(
      ["asker", "askersReader", "colleague", "leader", "owing", "owingReader"].toSorted(),
    );
    expect((await seenBy("owing", id))?.said_by_name).toBeNull();
    expect((await seenBy("asker", id))?.said_by_name).toBe(who("asker").name);
  });

  test("of a confidential record is seen by that unit and by those named, with the summary alone", async () => {
    const id = await promise(rightsOf("confidential", ["asker"]));
    expect(await seers(id)).toEqual(["asker", "leader", "owing", "owingReader"]);
    expect(await seenBy("owing", id)).toMatchObject({ summary: { title: "Đoàn" }, said_by_name: null, due_on: DUE });
  });

  test("of a confidential record stays with those named when the own unit has to do it", async () => {
    expect(await seers(await promise(rightsOf("confidential", ["asker"]), who("asker")))).toEqual(["asker"]);
  });

  test("is owed by that unit until it is settled, by either side, once", async () => {
    for (const [settler, late] of [
      ["owing", "asker"],
      ["asker", "owing"],
    ] as const) {
      const id = await promise(rightsOf("unit"));
      expect(await owedBy("owing")).toContain(id);
      expect(await owedBy("leader")).toContain(id);
      expect(await owedBy("asker")).not.toContain(id);
      await end(settler, id);
      expect(await owedBy("owing")).not.toContain(id);
      expect(await seenBy("asker", id)).toMatchObject({ outcome: "done", settled_on: today() });
      await expect(end(late, id)).rejects.toThrow("rule_settled");
    }
  });

  test("its end is told in the history of the record to the unit that asked, not to the unit that only owes", async () => {
    const id = await promise(rightsOf("unit"));
    const subject = (await seenBy("owing", id))?.subject_id ?? "";
    await end("owing", id);
    for (const name of ["asker", "colleague", "askersReader", "leader"])
      expect(await told(name, subject)).toEqual(["commitment_done", "commitment_added"]);
    for (const name of ["owing", "owingReader", "other"]) expect(await told(name, subject)).toEqual([]);
  });

  test("its end on a confidential record is told to those named on it alone", async () => {
    const id = await promise(rightsOf("confidential", ["asker"]));
    const subject = (await seenBy("owing", id))?.subject_id ?? "";
    await end("owing", id);
    expect(await told("asker", subject)).toEqual(["commitment_done", "commitment_added"]);
    expect(await told("colleague", subject)).toEqual([]);
    expect(await told("owing", subject)).toEqual([]);
  });
});

test("what is said in the open is owed in the open", async () => {
  expect(await seers(await promise(rightsOf("union")))).toContain("other");
});

describe("a question to a unit", () => {
  test("waits with that unit alone, the most urgent first, until anybody of it has answered", async () => {
    const later = await question(rightsOf("unit"), { to: who("owing"), due_on: addDays(today(), 2) });
    const first = await question(rightsOf("unit"), { to: who("owing"), due_on: addDays(today(), 1) });
    const waiting = (await inReading(who("owing"), (work) => listOwed(work))).map((one) => one.id);
    expect(waiting.slice(0, 2)).toEqual([first, later]);
    expect((await inReading(who("owing"), (work) => listOwed(work, 1))).map((one) => one.id)).toEqual([first]);
    for (const name of ["leader", "asker", "other"]) expect(await owedBy(name)).not.toContain(first);
    for (const name of ["leader", "asker", "owingReader"])
      await expect(reply(name, first)).rejects.toThrow(ForbiddenError);
    await reply("owing", first);
    expect(await owedBy("owing")).not.toContain(first);
    expect(await owedBy("owing")).toContain(later);
  });
});

describe("a question to a person outside", () => {
  test("is seen by the person and the unit that asked, and answered by the person alone, once", async () => {
    const id = await question(rightsOf("unit"));
    expect(await seers(id)).toEqual(["asker", "askersReader", "colleague", "leader", "ministry"].toSorted());
    expect(await owedBy("ministry")).toEqual([id]);
    expect(await owedBy("asker")).not.toContain(id);
    for (const name of ["asker", "leader", "askersReader"])
      await expect(reply(name, id)).rejects.toThrow(ForbiddenError);
    await reply("ministry", id);
    await expect(reply("ministry", id)).rejects.toThrow("rule_answered");
    expect(await seenBy("asker", id)).toMatchObject({ verdict: "agree", answered_on: today(), to_name: "Bộ" });
    expect(await told("asker", (await seenBy("asker", id))?.subject_id ?? "")).toEqual(["answered", "asked_around"]);
  });

  test("is found by the person also when it is answered, after what waits", async () => {
    const answered = await question(rightsOf("unit"), { due_on: addDays(today(), -9) });
    await reply("ministry", answered);
    const waiting = await question(rightsOf("unit"), { due_on: addDays(today(), 90) });
    const found = (await inReading(who("ministry"), (work) => listOwed(work))).map((one) => one.id);
    expect(found.indexOf(answered)).toBeGreaterThan(found.indexOf(waiting));
    expect(found).toContain(waiting);
  });

  test("of a confidential record is seen by those named and the person", async () => {
    expect(await seers(await question(rightsOf("confidential", ["asker"])))).toEqual(["asker", "ministry"]);
  });

  test("a correction is a new answer beside the old one", async () => {
    const id = await question(rightsOf("unit"));
    await reply("ministry", id);
    const first = (await seenBy("ministry", id))?.answer_id ?? "";
    await reply("ministry", id, { verdict: "object", comment: "Trùng lịch", supersedes: first });
    expect(await seenBy("asker", id)).toMatchObject({ verdict: "object", comment: "Trùng lịch" });
    await expect(reply("ministry", id, { supersedes: first })).rejects.toThrow("rule_answered");
    expect(await attempt("asker", "select from exchange_answer where exchange_owed_id = $1", [id])).toBe(2);
  });
});

describe("what a guest says of a record", () => {
  test("the union reads, the unit that keeps the record settles, and other guests do not see", async () => {
    const id = await suggestion();
    expect(await seers(id)).toEqual(
      Object.keys(people)
        .filter((name) => !/ministry|nobody/.test(name))
        .toSorted(),
    );
    expect(await owedBy("asker")).toContain(id);
    expect(await owedBy("guest")).toEqual([]);
    for (const name of ["guest", "other", "askersReader"]) await expect(end(name, id)).rejects.toThrow(ForbiddenError);
    await end("asker", id);
    expect(await seenBy("guest", id)).toMatchObject({ outcome: "done", body: "Montreuil" });
  });

  test("follows who is named on the record", async () => {
    const subject = newId();
    await suggestion(subject);
    const read = async (name: string) =>
      (await inReading(who(name), (work) => listSaid(work, subject, ["suggestion"]))).map((one) => one.body);
    await inWork(who("asker"), (work) => nameReaders(work, subject, [who("ministry").userId ?? ""]));
    expect([await read("ministry"), await read("guest"), await read("other")]).toEqual([
      ["Montreuil"],
      [],
      ["Montreuil"],
    ]);
  });

  test("is read by those named, and a question about the same record is not", async () => {
    const subject = newId();
    const id = await question(rightsOf("unit"), { subject });
    await inWork(who("asker"), (work) => nameReaders(work, subject, [who("guest").userId ?? ""]));
    expect(await seers(id)).toEqual(["asker", "askersReader", "colleague", "leader", "ministry"].toSorted());
  });

  test("is not listed among what was said of another kind, nor found under it", async () => {
    const subject = newId();
    const id = await suggestion(subject);
    expect(await inReading(who("asker"), (work) => listSaid(work, subject, ["statement"]))).toEqual([]);
    expect(await seenBy("asker", id, ["statement"])).toBeUndefined();
    const elsewhere = { kinds: ["suggestion"], subject_id: newId() } as const;
    expect(await inReading(who("asker"), (work) => findOwed(work, id, elsewhere))).toBeUndefined();
  });
});
