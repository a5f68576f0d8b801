import { expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm, statementForm } from "#modules/aid-projects/aid-project.forms.ts";
import {
  grantProject,
  settleStatement,
  stateProject,
} from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { findToday } from "./today.queries.server.ts";

useDatabase();

test("a report that was returned stands on the Today of who sent it, with the reason, and on nobody else's", async () => {
  const [officer, ngo, other] = [
    await aPerson("ngo_officer", "paccom"),
    await aPerson("foreign_ngo", "vufo"),
    await aPerson("foreign_ngo", "vufo"),
  ];
  const facts = { title: "Lớp học", ngo_name: "X", ngo_country: "FR", sector: "education", starts_on: "2025-01-01" };
  const project = await inWork(officer, (work) => registerAidProject(work, aidProjectForm.parse(facts)));
  for (const { userId } of [ngo, other])
    await inWork(officer, (work) => grantProject(work, project, { user_id: userId ?? "", access: "give" }));
  const said = statementForm.parse({ on_date: "2025-06-30", amount_usd: "10", body: "Xong" });
  await inWork(ngo, (work) => stateProject(work, project, said));
  const back = async (actor: Actor) => (await inReading(actor, (work) => findToday(work))).back;
  expect(await back(ngo)).toEqual({ items: [], more: 0 });

  const [statement] = await inReading(officer, (work) => listSaid(work, project, ["statement"]));
  const place = { projectId: project, statementId: statement?.id ?? "" };
  await inWork(officer, (work) => settleStatement(work, place, { verdict: "return", outcome: "Thiếu quý III" }));
  expect((await back(ngo)).items).toEqual([
    expect.objectContaining({ id: statement?.id, subject_id: project, sentence: "Thiếu quý III" }),
  ]);
  expect([(await back(other)).items, (await back(officer)).items]).toEqual([[], []]);
});
