import { beforeAll, describe, expect, test } from "vitest";
import { useDatabase } from "../../../tests/database.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import { rebuildSpeakers } from "#modules/exchanges/exchange-body.commands.server.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aDraftDelegation, aPart } from "./delegation.fixtures.ts";
import { answerRequest, askAround } from "./delegation-request.commands.server.ts";
import type { Asking } from "./delegation-request.fixtures.ts";
import { AGREE, aBody, aSpeaker, ask, makeAsking, noticed, owed, place, seen } from "./delegation-request.fixtures.ts";
import type { Showable } from "./delegation-request.model.ts";
import { listAskable } from "./delegation-request.queries.server.ts";

useDatabase();
const asTheOwner = (text: string, values: unknown[]) => inWork(system, (work) => work.client.query(text, values));
let who: Asking;
beforeAll(async () => {
  who = await makeAsking();
});

describe("a body outside", () => {
  test("is read by whoever speaks for it, and by nobody else outside or elsewhere in the union", async () => {
    const id = await ask(who, `body:${who.ministryId}`);
    for (const one of [who.minister, who.clerk, who.france, who.leader])
      expect((await seen(one, id))?.to_name).toBe("Bộ Ngoại giao thử");
    for (const one of [who.other, who.hanoi, who.cantho, who.press]) expect(await seen(one, id)).toBeUndefined();
    expect(await owed(who.clerk)).toContain(id);
    expect(await owed(who.other)).not.toContain(id);
    expect(await noticed(who.clerk)).toContain("request_asked");
    await inWork(who.clerk, (work) => answerRequest(work, id, AGREE));
    expect(await seen(who.minister, id)).toMatchObject({ verdict: "agree", answered_by_name: who.clerk.name });
    await expect(inWork(who.minister, (work) => answerRequest(work, id, AGREE))).rejects.toThrow("rule_answered");
    await expect(inWork(who.other, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(NotFoundError);
  });

  test("is read by who speaks for it now: who joined reads it, who left does not", async () => {
    const id = await ask(who, `body:${who.ministryId}`);
    const joined = await aSpeaker("consulted_agency", who.ministryId);
    expect((await seen(joined, id))?.id).toBe(id);
    await place(joined, who.otherId);
    const moved = (await findActor(joined.userId ?? "", undefined)) ?? joined;
    expect(await seen(moved, id)).toBeUndefined();
    await expect(inWork(moved, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(NotFoundError);
    // Whose role ends is named no more from the night on.
    const gone = await aSpeaker("consulted_agency", who.ministryId);
    expect((await seen(gone, id))?.id).toBe(id);
    await asTheOwner("update access_appointment set until_on = from_on where user_id = $1", [gone.userId]);
    expect((await inWork(system, (work) => rebuildSpeakers(work))).map((one) => one.id)).toContain(id);
    expect(await seen(gone, id)).toBeUndefined();
    expect(await inWork(system, (work) => rebuildSpeakers(work))).toEqual([]);
  });

  test("sees nothing of a visit that becomes confidential, and is not asked about one", async () => {
    const secret = await inWork(who.france, (work) =>
      aDraftDelegation(work, { is_confidential: true, named_ids: [who.france.userId ?? ""] }),
    );
    const question = { kind: "opinion", question: "?", due_on: addDays(today(), 5), shows: [] } as const;
    const about = (asked: string) =>
      inWork(who.france, (work) => askAround(work, secret, { asked, ...question, shows: [] }));
    await expect(about(`body:${who.ministryId}`)).rejects.toThrow("rule_confidential_by_name");
    await expect(about(`unit:${who.hanoi.unitId}`)).rejects.toThrow("rule_confidential_by_name");
    await about(`user:${who.minister.userId}`);
  });
});

test("any unit is asked as a body: who speaks for it answers, neither its who.press nor the unit that asked", async () => {
  const id = await ask(who, `unit:${who.hanoi.unitId}`);
  expect(await owed(who.hanoi)).toContain(id);
  await expect(inWork(who.press, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(ForbiddenError);
  await expect(inWork(who.france, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(ForbiddenError);
  expect(await seen(who.cantho, id)).toBeUndefined();
  await inWork(who.hanoi, (work) => answerRequest(work, id, AGREE));
  expect((await seen(who.france, id))?.answered_by_name).toBe(who.hanoi.name);
  await expect(ask(who, `unit:${who.france.unitId}`)).rejects.toThrow("rule_not_askable");
});

test("whom one may ask stands kind by kind; a body that nobody speaks for is not among them", async () => {
  const silent = await aBody("Bộ chưa có ai", "consulted_agency", 0);
  const { units, bodies } = await inReading(who.france, (work) =>
    listAskable(work, { countries: ["FR"], unit_id: who.france.unitId ?? "" }),
  );
  expect(bodies.map((one) => one.id)).toEqual(expect.arrayContaining([who.ministryId, who.otherId]));
  expect(bodies.map((one) => one.id)).not.toContain(silent.id);
  expect(units.map((one) => one.id)).not.toContain(who.france.unitId);
  expect(new Set(units.map((one) => one.kind)).size).toBeGreaterThan(3);
});

describe("what is shown", () => {
  const shown = async (shows: Showable[], kind: "opinion" | "programme" = "opinion") =>
    JSON.stringify((await seen(who.minister, await ask(who, `body:${who.ministryId}`, { shows, kind })))?.summary);

  test.each([
    ["nothing more", [], /Mật|thị trưởng|máy bay|C7654321/, /./],
    ["members", ["members"], /thị trưởng|máy bay|C7654321/, /Mật/],
    ["the programme", ["programme"], /Mật|máy bay|C7654321/, /thị trưởng/],
    ["the budget", ["budget"], /Mật|thị trưởng|C7654321/, /máy bay/],
  ] as [string, Showable[], RegExp, RegExp][])("%s", async (_what, shows, not, does) => {
    const summary = await shown(shows);
    expect(summary).not.toMatch(not);
    expect(summary).toMatch(does);
  });

  test("a programme is confirmed by who sees it", async () => {
    expect(await shown([], "programme")).toMatch(/thị trưởng/);
  });

  test("stays as it was when it was asked; neither rows of the visit nor their history are seen", async () => {
    const id = await ask(who, `body:${who.ministryId}`, { shows: ["members"] });
    await inWork(who.france, (work) => aPart(work, who.delegationId, "member", { name: "Người mới", role: "member" }));
    expect(JSON.stringify((await seen(who.minister, id))?.summary)).not.toContain("Người mới");
    for (const table of [
      "delegation",
      "delegation_member",
      "delegation_budget_line",
      "delegation_programme_entry",
    ] as const)
      expect(await inReading(who.minister, (work) => work.trx.selectFrom(table).select("unit_id").execute())).toEqual(
        [],
      );
    expect(await inReading(who.minister, (work) => listHistory(work, who.delegationId))).toEqual([]);
  });
});
