import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { registerAidProject } from "./aid-project.commands.server.ts";
import { aidProjectForm, settleForm, statementForm } from "./aid-project.forms.ts";
import { findAidProject, listAmounts } from "./aid-project.queries.server.ts";
import { grantProject, settleStatement, stateProject } from "./aid-project-statement.commands.server.ts";

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
