import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { listAnswers, listOpenings } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import {
  answerRequest,
  correctAnswer,
  escalateRequest,
  openRequest,
  remindRequest,
  settleRequest,
  withdrawRequest,
} from "./delegation-request.commands.server.ts";
import type { Asking } from "./delegation-request.fixtures.ts";
import { AGREE, ask, makeAsking, noticed, owed, seen } from "./delegation-request.fixtures.ts";
import { requestList } from "./delegation-request-list.queries.server.ts";
import { listAnswersDue, readAnswerFile } from "./delegation-request.queries.server.ts";

useDatabase();
const asTheOwner = (text: string, values: unknown[]) => inWork(system, (work) => work.client.query(text, values));
let who: Asking;
beforeAll(async () => {
  who = await makeAsking();
});
const late = (id: string) =>
  asTheOwner("update exchange_owed set due_on = $2 where id = $1", [id, addDays(today(), -1)]);

describe("an answer", () => {
  const paper = {
    verdict: "remarks",
    comment: "Lùi một ngày",
    paper_number: "45/BNG-ĐNND",
    paper_on: today(),
  } as const;
  const scan = () => new File(["%PDF-1.7 x"], "cong-van.pdf", { type: "application/pdf" });

  test("comes with number, day and scan, which both sides read and nobody else", async () => {
    const id = await ask(who, `body:${who.ministryId}`);
    await inWork(who.minister, (work) => answerRequest(work, id, { ...paper, scan: scan() }));
    const answerId = (await seen(who.france, id))?.answer_id ?? "";
    expect(await seen(who.clerk, id)).toMatchObject({
      paper_number: "45/BNG-ĐNND",
      paper_on: today(),
      file_name: "cong-van.pdf",
    });
    const file = (one: Actor) => inReading(one, (work) => readAnswerFile(work, answerId));
    expect(String((await file(who.clerk))?.bytes)).toBe("%PDF-1.7 x");
    expect((await file(who.france))?.name).toBe("cong-van.pdf");
    for (const one of [who.other, who.hanoi, who.press]) expect(await file(one)).toBeUndefined();
  });

  test("is corrected by whoever speaks for the same body, until who asked takes note; each correction is in the history", async () => {
    const id = await ask(who, `body:${who.ministryId}`);
    await expect(inWork(who.minister, (work) => correctAnswer(work, id, AGREE))).rejects.toThrow("rule_not_answered");
    await inWork(who.minister, (work) => answerRequest(work, id, paper));
    await expect(inWork(who.other, (work) => correctAnswer(work, id, AGREE))).rejects.toThrow(NotFoundError);
    await inWork(who.clerk, (work) => correctAnswer(work, id, AGREE));
    const answers = await inReading(who.minister, (work) => listAnswers(work, id));
    expect(answers.map((one) => [one.verdict, one.answered_by_name])).toEqual([
      ["agree", who.clerk.name],
      ["remarks", who.minister.name],
    ]);
    const [line] = await inReading(who.france, (work) => listHistory(work, who.delegationId));
    expect(line).toMatchObject({
      action: "answer_corrected",
      before: { comment: "Lùi một ngày" },
      after: { verdict: "agree" },
    });
    expect(await noticed(who.france)).toContain("request_corrected");
    await expect(inWork(who.hanoi, (work) => settleRequest(work, id, { sentence: undefined }))).rejects.toThrow(
      NotFoundError,
    );
    await expect(inWork(who.minister, (work) => settleRequest(work, id, { sentence: undefined }))).rejects.toThrow(
      ForbiddenError,
    );
    await inWork(who.france, (work) => settleRequest(work, id, { sentence: undefined }));
    await expect(inWork(who.minister, (work) => correctAnswer(work, id, paper))).rejects.toThrow("rule_settled");
    // It stays readable to who answered, also where they look for it.
    expect(await owed(who.minister)).toContain(id);
    const list = await inReading(who.minister, (work) =>
      requestList.list(work, { side: "asked", state: "settled", limit: 50 }),
    );
    expect(list.items.map((one) => one.id)).toContain(id);
  });

  test("stands once the visit was decided on", async () => {
    const id = await ask(who, `body:${who.ministryId}`);
    await inWork(who.minister, (work) => answerRequest(work, id, paper));
    await asTheOwner("update delegation set status = 'approved' where id = $1", [who.delegationId]);
    await expect(inWork(who.minister, (work) => correctAnswer(work, id, AGREE))).rejects.toThrow("rule_answer_stands");
    await asTheOwner("update delegation set status = 'draft' where id = $1", [who.delegationId]);
    await inWork(who.minister, (work) => correctAnswer(work, id, AGREE));
  });
});

describe("one that is not answered", () => {
  test("is reminded of, once a day, by who asked", async () => {
    const id = await ask(who, `unit:${who.cantho.unitId}`);
    await expect(inWork(who.cantho, (work) => remindRequest(work, id))).rejects.toThrow(ForbiddenError);
    await inWork(who.france, (work) => remindRequest(work, id));
    expect(await seen(who.cantho, id)).toMatchObject({ reminded_count: 1, reminded_on: today() });
    expect(await noticed(who.cantho)).toContain("request_reminded");
    await expect(inWork(who.france, (work) => remindRequest(work, id))).rejects.toThrow("rule_reminded_today");
    await asTheOwner("update exchange_owed set reminded_on = $2 where id = $1", [id, addDays(today(), -1)]);
    await inWork(who.france, (work) => remindRequest(work, id));
    expect((await seen(who.cantho, id))?.reminded_count).toBe(2);
    await inWork(who.cantho, (work) => answerRequest(work, id, AGREE));
    await expect(inWork(who.france, (work) => remindRequest(work, id))).rejects.toThrow("rule_answered");
  });

  test("is told to the leaders above once it is late, and stands on their Today until it ends", async () => {
    const id = await ask(who, `unit:${who.cantho.unitId}`);
    const due = async (one: Actor) =>
      (await inReading(one, (work) => listAnswersDue(work, today(), 50))).map((one) => one.id);
    await expect(inWork(who.france, (work) => escalateRequest(work, id))).rejects.toThrow("rule_escalate_late");
    await late(id);
    expect(await due(who.france)).toContain(id);
    expect(await due(who.leader)).not.toContain(id);
    await inWork(who.france, (work) => escalateRequest(work, id));
    expect(await noticed(who.leader)).toContain("request_escalated");
    expect(await due(who.leader)).toContain(id);
    expect(await due(who.hanoi)).not.toContain(id);
    await expect(inWork(who.france, (work) => escalateRequest(work, id))).rejects.toThrow("rule_escalated");
    await inWork(who.leader, (work) => withdrawRequest(work, id, { reason: "Đã trao đổi trực tiếp" }));
    expect([...(await due(who.france)), ...(await due(who.leader))]).not.toContain(id);
  });

  test("is withdrawn with a reason: the asked read it, owe nothing, and see only the summary", async () => {
    const id = await ask(who, `body:${who.ministryId}`, { shows: ["members", "budget"] });
    await expect(inWork(who.minister, (work) => withdrawRequest(work, id, { reason: "x" }))).rejects.toThrow(
      ForbiddenError,
    );
    await inWork(who.france, (work) => withdrawRequest(work, id, { reason: "Hoãn chuyến đi" }));
    const request = await seen(who.minister, id);
    expect(request).toMatchObject({
      outcome: "withdraw",
      sentence: "Hoãn chuyến đi",
      summary: { shown: ["members", "budget"] },
    });
    expect(JSON.stringify(request?.summary)).not.toMatch(/Mật|máy bay/);
    expect(await owed(who.minister)).not.toContain(id);
    expect(await noticed(who.clerk)).toContain("request_withdrawn");
    await expect(inWork(who.minister, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(
      "rule_request_withdrawn",
    );
    await expect(inWork(who.france, (work) => withdrawRequest(work, id, { reason: "x" }))).rejects.toThrow(
      "rule_settled",
    );
    await expect(inWork(who.france, (work) => remindRequest(work, id))).rejects.toThrow("rule_settled");
  });
});

test("who of those asked opened it stands with the time of the first opening; who asked does not open it", async () => {
  const id = await ask(who, `body:${who.ministryId}`);
  for (const one of [who.france, who.minister, who.minister, who.clerk])
    await inWork(one, (work) => openRequest(work, id));
  const openings = await inReading(who.france, (work) => listOpenings(work, id));
  expect(openings.map((one) => one.opened_by_name)).toEqual([who.minister.name, who.clerk.name]);
  expect(await inReading(who.other, (work) => listOpenings(work, id))).toEqual([]);
  await expect(inWork(who.other, (work) => openRequest(work, id))).rejects.toThrow(NotFoundError);
  const forge = (one: Actor) =>
    inWork(one, (work) =>
      work.client.query(
        `insert into exchange_opening (exchange_owed_id, opened_by, opened_by_name, opened_at, unit_id, unit_path, visibility, shared_paths, named_user_ids)
          select id, $2::uuid, 'x', now(), unit_id, unit_path, visibility, shared_paths, named_user_ids from exchange_owed where id = $1`,
        [id, who.france.userId],
      ),
    );
  await expect(forge(who.minister)).rejects.toThrow("row-level security");
});
