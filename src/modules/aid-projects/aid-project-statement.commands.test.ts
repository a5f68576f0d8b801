import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { listHandedBack, listOwed, listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { DoubtError, ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { addPart } from "#platform/part.server.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { registerAidProject } from "./aid-project.commands.server.ts";
import { aidProjectForm, settleForm, statementForm } from "./aid-project.forms.ts";
import { findAidProject, listAmounts } from "./aid-project.queries.server.ts";
import {
  grantProject,
  restateProject,
  settleStatement,
  stateProject,
  takeBackStatement,
} from "./aid-project-statement.commands.server.ts";

useDatabase();
let officer: Actor, ngo: Actor, otherNgo: Actor;
let projectId: string;
const said = statementForm.parse({ on_date: "2025-06-30", amount_usd: "1200.50", body: "Two classrooms" });

beforeAll(async () => {
  officer = await aPerson("ngo_officer", "paccom");
  ngo = await aPerson("foreign_ngo", "vufo");
  otherNgo = await aPerson("foreign_ngo", "vufo");
  const project = { title: "Lớp học", ngo_name: "X", ngo_country: "FR", sector: "education", starts_on: "2025-01-01" };
  projectId = await inWork(officer, (work) => registerAidProject(work, aidProjectForm.parse(project)));
});

const amounts = async () =>
  (await inReading(officer, (work) => listAmounts(work, projectId))).map((one) => one.amount_usd);
const state = async () => {
  await inWork(ngo, (work) => stateProject(work, projectId, said));
  const [newest] = (await inReading(officer, (work) => listSaid(work, projectId, ["statement"]))).filter(
    (one) => !one.settled_on,
  );
  return newest?.id ?? "";
};

test("an NGO sees and reports on what was granted to it, another one does not", async () => {
  expect(await inReading(ngo, (work) => findAidProject(work, projectId))).toBeUndefined();
  await inWork(officer, (work) => grantProject(work, projectId, { user_id: ngo.userId ?? "", access: "give" }));
  expect(await inReading(ngo, (work) => findAidProject(work, projectId))).toBeDefined();
  expect(await inReading(otherNgo, (work) => findAidProject(work, projectId))).toBeUndefined();
  await expect(inWork(otherNgo, (work) => stateProject(work, projectId, said))).rejects.toThrow(NotFoundError);
});

test("the register changes when the report is accepted, once", async () => {
  const id = await state();
  expect(await amounts()).toEqual([]);
  const accept = settleForm.parse({ verdict: "accept" });
  await inWork(officer, (work) => settleStatement(work, { projectId, statementId: id }, accept));
  expect(await amounts()).toEqual([1200.5]);
  await expect(
    inWork(officer, (work) => settleStatement(work, { projectId, statementId: id }, accept)),
  ).rejects.toThrow("rule_settled");
  expect(await amounts()).toEqual([1200.5]);
});

test("the officers are told of a report, and the NGO of what became of it", async () => {
  const notices = (actor: Actor) =>
    inReading(actor, async (work) =>
      (await work.trx.selectFrom("notification").select("kind").execute()).map((one) => one.kind),
    );
  expect(await notices(officer)).toEqual(["project_stated"]);
  expect(await notices(ngo)).toEqual(["project_granted", "statement_accept"]);
  expect(await notices(otherNgo)).toEqual([]);
});

test("who keeps another unit's projects neither gives access to this one nor settles its reports", async () => {
  const id = await state();
  const hanoi = await aPerson("unit_officer", "ha_noi");
  const place = { projectId, statementId: id };
  await expect(
    inWork(hanoi, (work) => settleStatement(work, place, settleForm.parse({ verdict: "accept" }))),
  ).rejects.toThrow(ForbiddenError);
  await expect(
    inWork(hanoi, (work) => grantProject(work, projectId, { user_id: otherNgo.userId ?? "", access: "give" })),
  ).rejects.toThrow(ForbiddenError);
  expect(await amounts()).toEqual([1200.5]);
});

test("a returned report changes nothing and says why", async () => {
  const id = await state();
  expect(settleForm.safeParse({ verdict: "return" }).success).toBe(false);
  await inWork(officer, (work) =>
    settleStatement(
      work,
      { projectId, statementId: id },
      settleForm.parse({ verdict: "return", outcome: "Thiếu quý III" }),
    ),
  );
  expect(await amounts()).toEqual([1200.5]);
  const [read] = (await inReading(ngo, (work) => listSaid(work, projectId, ["statement"]))).filter(
    (one) => one.id === id,
  );
  expect(read?.sentence).toBe("Thiếu quý III");
});

const handedBack = (actor: Actor) =>
  inReading(actor, async (work) => (await listHandedBack(work)).map(({ id, sentence }) => [id, sentence]));
const waiting = async () => (await inReading(officer, (work) => listOwed(work))).map((one) => one.id);
const place = (statementId: string) => ({ projectId, statementId });
const giveBack = (id: string, outcome: string) =>
  inWork(officer, (work) => settleStatement(work, place(id), settleForm.parse({ verdict: "return", outcome })));

test("what was returned waits with who reported it until it is said again, each by itself", async () => {
  const before = await handedBack(ngo);
  const [first, second] = [await state(), await state()];
  await giveBack(first, "Thiếu chứng từ");
  await giveBack(second, "Sai ngày");
  expect(await handedBack(ngo)).toEqual([[second, "Sai ngày"], [first, "Thiếu chứng từ"], ...before]);
  expect(await handedBack(otherNgo)).toEqual([]);
  await inWork(ngo, (work) => restateProject(work, place(first), said));
  expect(await handedBack(ngo)).toEqual([[second, "Sai ngày"], ...before]);
  await expect(inWork(ngo, (work) => restateProject(work, place(first), said))).rejects.toThrow(
    "exchange_supersedes_key",
  );
});

test("what waits is corrected or taken back by who reported it, and by nobody else", async () => {
  const id = await state();
  await expect(inWork(otherNgo, (work) => takeBackStatement(work, place(id)))).rejects.toThrow(NotFoundError);
  await expect(inWork(officer, (work) => takeBackStatement(work, place(id)))).rejects.toThrow(ForbiddenError);
  const others = (await waiting()).filter((one) => one !== id);
  await inWork(ngo, (work) => restateProject(work, place(id), { ...said, amount_usd: 900 }));
  const [corrected, ...more] = (await waiting()).filter((one) => !others.includes(one));
  expect([corrected === id, more]).toEqual([false, []]);
  await inWork(ngo, (work) => takeBackStatement(work, place(corrected ?? "")));
  expect(await waiting()).toEqual(others);
  const ends = await inReading(ngo, (work) => listSaid(work, projectId, ["statement"]));
  expect(ends.filter((one) => [id, corrected].includes(one.id)).map((one) => one.outcome)).toEqual([
    "take_back",
    "take_back",
  ]);
});

test("what was judged is neither taken back nor corrected, and what was taken back is not judged", async () => {
  const [judged, withdrawn] = [await state(), await state()];
  await inWork(officer, (work) => settleStatement(work, place(judged), settleForm.parse({ verdict: "accept" })));
  await expect(inWork(ngo, (work) => takeBackStatement(work, place(judged)))).rejects.toThrow("rule_settled");
  await expect(inWork(ngo, (work) => restateProject(work, place(judged), said))).rejects.toThrow("rule_settled");
  await inWork(ngo, (work) => takeBackStatement(work, place(withdrawn)));
  await expect(giveBack(withdrawn, "Sai")).rejects.toThrow("rule_settled");
});

test("more than was committed is asked about, and taken from who says that it is right", async () => {
  await expect(
    inWork(ngo, (work) => stateProject(work, projectId, { ...said, amount_usd: 5e6 })),
  ).resolves.not.toThrow();
  const committed = { kind: "commitment", on_date: "2025-01-01", amount_usd: 6000 } as const;
  await inWork(officer, (work) => addPart(work, AID_PROJECT_PARTS, { recordId: projectId, name: "amount" }, committed));
  const disbursed = (await amounts()).reduce((sum, one) => sum + Number(one), -6000);
  const fits = { ...said, amount_usd: 6000 - disbursed };
  await inWork(ngo, (work) => stateProject(work, projectId, fits));
  const above = { ...fits, amount_usd: fits.amount_usd + 1 };
  await expect(inWork(ngo, (work) => stateProject(work, projectId, above))).rejects.toThrow(DoubtError);
  await inWork(ngo, (work) => stateProject(work, projectId, { ...above, is_right: true }));
});
