import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  approveDelegation,
  askOpinions,
  cancelDelegation,
  postponeDelegation,
  proposeDelegation,
  recordDeparture,
  refuseDelegation,
  returnDelegation,
  startPreparing,
} from "#modules/delegations/delegation.commands.server.ts";
import { aDraftDelegation, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { emptyBooks } from "#modules/registers/register.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { ForbiddenError, RuleError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { useWorker } from "./worker.ts";

const database = useDatabase();
beforeEach(emptyBooks);
const worker = useWorker(database);
let leader: Actor, france: Actor, hanoi: Actor;

/** Everybody who could be told by mistake: other roles of the same unit, other units, roles that are over or have not begun. */
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  for (const role of ["desk_officer", "office", "leader", "press", "auditor"] as const)
    await aPerson(role, "association_fr");
  for (const role of ["office", "desk_officer", "administrator", "auditor"] as const) await aPerson(role, "vufo");
  await aPerson("association_officer", "association_de");
  await aPerson("unit_officer", "can_tho");
  await span(await aPerson("leader", "vufo"), "2020-01-01", today());
  await span(await aPerson("leader", "vufo"), addDays(today(), 1), null);
  await span(await aPerson("association_officer", "association_fr"), "2020-01-01", today());
  await span(await aPerson("association_officer", "association_fr"), addDays(today(), 1), null);
});

const span = (person: Actor, from: string, until: string | null) =>
  asOwner(database.ownerUrl(), (client) =>
    client.query("update access_appointment set from_on = $2, until_on = $3 where user_id = $1", [
      person.userId,
      from,
      until,
    ]),
  );

/** Who was told what of a visit, "role of unit: kind, title", in the order of names. */
async function toldOf(id: string): Promise<string[]> {
  await worker.settled();
  const rows = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ line: string }>(
      `select auth_user.name || ': ' || kind || ', ' || (words ->> 'title') as line from notification
       join auth_user on auth_user.id = user_id where subject_kind = 'delegation' and subject_id = $1 order by 1`,
      [id],
    ),
  );
  return rows.rows.map((row) => row.line);
}
const forget = () => asOwner(database.ownerUrl(), (client) => client.query("delete from notification"));
const act = (actor: Actor, run: (work: Work) => Promise<void>) => inWork(actor, run);
const decision = { number: "12/QĐ-LHHN", decided_on: today() };

describe("a proposal", () => {
  test("is told to the head of the unit that approves, and to nobody else", async () => {
    const id = await inWork(france, (work) => aProposedDelegation(work, { title: "Đoàn thăm Lyon" }));
    expect(await toldOf(id)).toEqual(["leader of vufo: delegation_propose, Đoàn thăm Lyon"]);
  });

  test("that the own unit decides is told there, not above", async () => {
    const visit = { direction: "incoming", title: "Đoàn Pháp thăm Hà Nội", is_in_plan: true };
    const id = await inWork(hanoi, (work) => aProposedDelegation(work, visit));
    expect(await toldOf(id)).toEqual(["unit_officer of ha_noi: delegation_propose, Đoàn Pháp thăm Hà Nội"]);
  });

  test("that is only a draft is told to nobody", async () => {
    expect(await toldOf(await inWork(france, (work) => aDraftDelegation(work)))).toEqual([]);
  });
});

describe("a decision is told to those of the unit who work on its visits, and to nobody else", () => {
  const reason = "Thiếu dự toán";
  test.each([
    ["approve", (work: Work, id: string) => approveDelegation(work, id, decision)],
    ["return", (work: Work, id: string) => returnDelegation(work, id, { reason })],
    ["refuse", (work: Work, id: string) => refuseDelegation(work, id, { reason })],
  ] as const)("%s", async (step, decide) => {
    const id = await inWork(france, (work) => aProposedDelegation(work, { title: "Đoàn thăm Nice" }));
    await worker.settled();
    await forget();
    await act(leader, (work) => decide(work, id));
    expect(await toldOf(id)).toEqual(
      ["association_officer", "desk_officer", "office"].map(
        (role) => `${role} of association_fr: delegation_${step}, Đoàn thăm Nice`,
      ),
    );
  });
});

describe("of a confidential visit only those hear who are named", () => {
  const reason = "Thiếu dự toán";
  const aSecret = async (named: Actor[]) => {
    const id = await inWork(france, (work) => aDraftDelegation(work, { title: "Đoàn mật", is_confidential: true }));
    await asOwner(database.ownerUrl(), (client) =>
      client.query("update delegation set named_user_ids = $2 where id = $1", [id, named.map((one) => one.userId)]),
    );
    await act(france, (work) => proposeDelegation(work, id));
    return id;
  };
  const toldWhom = async (id: string) => {
    await worker.settled();
    const { rows } = await asOwner(database.ownerUrl(), (client) =>
      client.query<{ name: string; words: object }>(
        "select auth_user.name, words from notification join auth_user on auth_user.id = user_id where subject_id = $1 order by 1",
        [id],
      ),
    );
    expect(JSON.stringify(rows)).not.toContain("Đoàn mật");
    return rows.map((row) => row.name);
  };

  test("the proposal is told to who decides and is named, the decision to the drafter", async () => {
    await aPerson("leader", "vufo");
    const id = await aSecret([france, leader]);
    expect(await toldWhom(id)).toEqual([leader.name]);
    await forget();
    await act(leader, (work) => returnDelegation(work, id, { reason }));
    expect(await toldWhom(id)).toEqual([france.name]);
  });

  test("a missing number to nobody of the office who may not open it", async () => {
    const id = await aSecret([france, leader]);
    await worker.settled();
    await forget();
    await act(leader, (work) => approveDelegation(work, id, {}));
    expect(await toldWhom(id)).toEqual([france.name]);
  });
});

test("steps of the own unit, and opinions asked for, are told to nobody", async () => {
  const reason = "Chờ ý kiến";
  const visits = await Promise.all([1, 2].map(() => inWork(france, (work) => aProposedDelegation(work))));
  const [id = "", other = ""] = visits;
  await act(leader, (work) => askOpinions(work, id, { reason }));
  await act(leader, (work) => approveDelegation(work, id, decision));
  await worker.settled();
  await forget();
  await act(france, (work) => startPreparing(work, id));
  await act(france, (work) => recordDeparture(work, id, { took_part: [] }));
  await act(france, (work) => postponeDelegation(work, other, { reason }));
  await act(france, (work) => cancelDelegation(work, other, { reason }));
  expect([await toldOf(id), await toldOf(other)]).toEqual([[], []]);
});

test("what was refused by a rule is told to nobody", async () => {
  const id = await inWork(france, (work) => aProposedDelegation(work));
  await worker.settled();
  await forget();
  await expect(act(france, (work) => approveDelegation(work, id, decision))).rejects.toThrow(ForbiddenError);
  await expect(act(france, (work) => proposeDelegation(work, id))).rejects.toThrow(RuleError);
  expect(await toldOf(id)).toEqual([]);
});

test("a visit that is not there any more stops no job", async () => {
  const gone = crypto.randomUUID();
  await worker.run("delegation.announce", { delegation_id: gone, step: "approve" });
  expect(await toldOf(gone)).toEqual([]);
});
