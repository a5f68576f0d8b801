import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { listOwed, listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aDraftDelegation } from "./delegation.fixtures.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { answerRequest, askAround } from "./delegation-request.commands.server.ts";
import { findRequest, listAskable } from "./delegation-request.queries.server.ts";

useDatabase();
let france: Actor, ministry: Actor, otherMinistry: Actor, mission: Actor, hanoi: Actor;
let delegationId: string;
const question = { kind: "opinion", question: "Ý kiến?", due_on: addDays(today(), 5), shows: [] } as const;
const AGREE = { verdict: "agree" } as const;
const missionsTo = async (country: string) =>
  (await inReading(france, (work) => listAskable(work, { countries: [country] }))).units.filter(
    ({ kind }) => kind === "mission",
  );

beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  ministry = await aPerson("consulted_agency", "vufo");
  otherMinistry = await aPerson("consulted_agency", "vufo");
  delegationId = await inWork(france, (work) => aDraftDelegation(work));
  const missions = await missionsTo("FR");
  const code = await inReading(france, async (work) =>
    work.trx
      .selectFrom("unit")
      .select("unit.code")
      .where("unit.id", "=", missions[0]?.id ?? "")
      .executeTakeFirstOrThrow(),
  );
  mission = await aPerson("mission_officer", code.code);
});

const ask = (asked: string, more = {}) =>
  inWork(france, (work) => askAround(work, delegationId, { asked, ...question, shows: [], ...more }));

describe("a ministry", () => {
  test("sees the summary it was asked about, and nothing else of the visit", async () => {
    const id = await ask(`user:${ministry.userId}`);
    const seen = await inReading(ministry, async (work) => ({
      request: await findRequest(work, id),
      mine: await listOwed(work),
      delegation: await findDelegation(work, delegationId),
      history: await listHistory(work, delegationId),
    }));
    expect(seen.request?.summary.countries).toEqual(["FR"]);
    expect(seen.mine.map((one) => one.id)).toEqual([id]);
    expect(seen.delegation).toBeUndefined();
    expect(seen.history).toEqual([]);
  });

  test("answers once; the one who asked is told", async () => {
    const id = await ask(`user:${ministry.userId}`);
    await inWork(ministry, (work) => answerRequest(work, id, { ...AGREE, verdict: "object", comment: "Trùng lịch" }));
    await expect(inWork(ministry, (work) => answerRequest(work, id, AGREE))).rejects.toThrow("rule_answered");
    const told = await inReading(france, async (work) => ({
      requests: await listSaid(work, delegationId, QUESTIONS),
      notices: await work.trx.selectFrom("notification").select("notification.kind").execute(),
      history: await listHistory(work, delegationId),
    }));
    expect(told.requests.find((one) => one.id === id)).toMatchObject({
      ...AGREE,
      verdict: "object",
      comment: "Trùng lịch",
    });
    expect(told.notices.map((one) => one.kind)).toContain("request_answered");
    expect(told.history[0]?.action).toBe("answered");
  });

  test("another one neither sees nor answers it, nor answers in its name", async () => {
    const id = await ask(`user:${ministry.userId}`);
    expect(await inReading(otherMinistry, (work) => findRequest(work, id))).toBeUndefined();
    await expect(inWork(otherMinistry, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(NotFoundError);
    const forge = (actor: Actor, by: string | undefined) =>
      inWork(actor, (work) =>
        work.client.query(
          "insert into exchange_answer (exchange_owed_id, verdict, answered_by, answered_by_name, answered_on, unit_id, unit_path, visibility, shared_paths, named_user_ids) select id, 'agree', $2::uuid, 'x', current_date, unit_id, unit_path, visibility, shared_paths, named_user_ids from exchange_owed where id = $1",
          [id, by],
        ),
      );
    expect((await forge(otherMinistry, otherMinistry.userId)).rowCount).toBe(0);
    await expect(forge(ministry, otherMinistry.userId)).rejects.toThrow("row-level security");
    await expect(forge(hanoi, hanoi.userId).then((done) => done.rowCount)).resolves.toBe(0);
  });
});

describe("a mission", () => {
  test("anybody of it confirms the programme", async () => {
    const id = await ask(`unit:${mission.unitId}`, { kind: "programme" });
    expect((await inReading(mission, (work) => listOwed(work))).map((one) => one.id)).toEqual([id]);
    await inWork(mission, (work) => answerRequest(work, id, AGREE));
    expect((await inReading(france, (work) => findRequest(work, id)))?.answered_by_name).toBe(mission.name);
  });

  test("is asked only about a country it is accredited to", async () => {
    const missions = await missionsTo("JP");
    await expect(ask(`unit:${missions[0]?.id}`)).rejects.toThrow("rule_not_askable");
  });
});

test("another unit asks nobody about a visit that is not its own", async () => {
  await expect(
    inWork(hanoi, (work) =>
      askAround(work, delegationId, { asked: `user:${ministry.userId}`, ...question, shows: [] }),
    ),
  ).rejects.toThrow(NotFoundError);
});

test("the asked person's own unit decides nothing: a reader may not answer", async () => {
  const auditor = await aPerson("auditor", "vufo");
  const id = await ask(`user:${ministry.userId}`);
  await expect(inWork(auditor, (work) => answerRequest(work, id, AGREE))).rejects.toThrow(ForbiddenError);
});

test("a day already past is refused", async () => {
  await expect(ask(`user:${ministry.userId}`, { due_on: addDays(today(), -1) })).rejects.toThrow("rule_due_in_past");
});
