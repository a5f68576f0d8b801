import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { wordText } from "../../../tests/word-text.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { StaleError } from "#platform/errors.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { readPaperOf } from "./delegation-files.queries.server.ts";
import { answer, ask, aVisit, makePeople, who } from "./delegation-hosting.fixtures.ts";
import { listEverything } from "./delegation-everything.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { writeTalkingPoints } from "./delegation-talking-points.commands.server.ts";
import { talkingPointsForm } from "./delegation-talking-points.forms.ts";
import { listTalkingPoints } from "./delegation-talking-points.queries.server.ts";

useDatabase();
let id = "";
const SAID = { to_say: "Cảm ơn hợp tác.\nMời thăm lại.", to_ask: "Hai suất học bổng", to_avoid: "Mức hỗ trợ" };
const write = (actor: Actor, said: object, version = 0) =>
  inWork(actor, (work) => writeTalkingPoints(work, id, talkingPointsForm.parse({ ...said, version })));
const read = (actor: Actor) => inReading(actor, (work) => listTalkingPoints(work, id));
const paper = async (actor: Actor) => {
  const made = await inReading(actor, (work) => readPaperOf(work, { id, fileId: "talking-points" }));
  return made && { name: made.name, text: wordText(made.bytes) };
};

beforeAll(async () => {
  await makePeople();
  id = await aVisit();
});

test("whoever may change the visit writes them; each writing is kept, the last one counts, an empty one takes them back", async () => {
  expect(await paper(who("france"))).toBeUndefined();
  await write(who("france"), SAID);
  await write(who("colleague"), { ...SAID, to_cite: "11 đoàn năm 2025" }, 1);
  // The same again is no new one.
  await write(who("colleague"), { ...SAID, to_cite: "11 đoàn năm 2025" }, 2);
  expect((await read(who("france"))).map((one) => [one.ordinal, one.to_cite])).toEqual([
    [2, "11 đoàn năm 2025"],
    [1, null],
  ]);
  await expect(write(who("france"), { to_say: "Khác" }, 1)).rejects.toThrow(StaleError);
  const { name, text } = (await paper(who("france"))) ?? { name: "", text: [] };
  expect(name).toBe("talking-points.docx");
  const at = text.indexOf("NỘI DUNG TRAO ĐỔI");
  expect(text.slice(0, at)).toContain("LƯU HÀNH NỘI BỘ");
  expect(text.slice(text.indexOf("Điều cần nói"), -2)).toEqual([
    ...["Điều cần nói", "Cảm ơn hợp tác.", "Mời thăm lại."],
    ...["Điều đề nghị", "Hai suất học bổng", "Điều nên tránh", "Mức hỗ trợ"],
    ...["Số liệu cần nêu", "11 đoàn năm 2025"],
  ]);
  await write(who("france"), {}, 2);
  expect(await paper(who("france"))).toBeUndefined();
  expect(await read(who("france"))).toHaveLength(3);
  await write(who("france"), SAID, 3);
});

describe("nobody else reads them", () => {
  /** The visit is shown to the whole union, to one unit and to one person besides, and one province hosts its guests. */
  beforeAll(async () => {
    await ask(id, who("hanoi")).then((asked) => answer(who("hanoi"), asked, {}));
  });

  const others = async (): Promise<[string, Actor][]> => [
    ["another unit", who("canTho")],
    ["the province that hosts", who("hanoi")],
    ["an auditor", who("auditor")],
    ["an auditor of the union", await aPerson("auditor", "vufo")],
    ["a guest", who("guest")],
    ["the press of the union", await aPerson("press", "vufo")],
    ["a mission", await aPerson("mission_officer", "vufo")],
  ];

  test("where the visit is seen by them: neither the texts, nor the paper, nor what the history says", async () => {
    const version = (await inReading(who("root"), (work) => findDelegation(work, id)))?.version ?? 0;
    await inWork(who("root"), (work) =>
      changeSharing(work, ["delegation", id], {
        ...{ visibility: "union", named_ids: [], shared_ids: [], version },
      } as never),
    );
    for (const [name, actor] of await others()) {
      expect([name, await read(actor)]).toEqual([name, []]);
      expect([name, await paper(actor)]).toEqual([name, undefined]);
      await expect(write(actor, { to_say: "x" }, 0)).rejects.toBeInstanceOf(Error);
    }
    const all = await inReading(who("canTho"), (work) => listEverything(work, id));
    expect(all.talking_points).toEqual([]);
    const lines = await inReading(who("canTho"), (work) =>
      work.trx.selectFrom("history").selectAll().where("history.subject_id", "=", id).execute(),
    );
    expect(lines.map((one) => one.action)).toContain("talking_points_written");
    expect(JSON.stringify(lines)).not.toMatch(/học bổng|Mời thăm lại|Mức hỗ trợ/);
  });

  test("those above the unit read them", async () => {
    expect(await read(who("root"))).toHaveLength(4);
  });

  test("what was written is not changed and not taken out", async () => {
    const of = (sql: "delete" | "update") =>
      inWork(who("france"), async ({ trx }) =>
        sql === "delete"
          ? (await trx.deleteFrom("delegation_talking_points").executeTakeFirst()).numDeletedRows
          : (await trx.updateTable("delegation_talking_points").set({ to_say: "y" }).executeTakeFirst()).numUpdatedRows,
      );
    expect([await of("delete"), await of("update")]).toEqual([0n, 0n]);
  });
});
