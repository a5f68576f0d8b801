import {
  grantProject,
  settleStatement,
  stateProject,
} from "#modules/aid-projects/aid-project-statement.commands.server.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays, now } from "#platform/time.ts";
import { demoProjects } from "./aid.ts";
import type { UnitIndex } from "./load.ts";
import { Random } from "./random.ts";
import { inChunks, rightsIn, writeHistory } from "./records.ts";

/** The register as it was before Amity, written directly. */
export async function loadAid(work: Work, units: UnitIndex, today: string) {
  const rights = rightsIn(units, "paccom", "union");
  const rows = demoProjects(new Random(23), today).map(({ amounts, ...project }) => ({
    id: crypto.randomUUID(),
    project,
    amounts,
  }));
  await inChunks(rows, (chunk) =>
    work.trx
      .insertInto("aid_project")
      .values(chunk.map((row) => ({ id: row.id, ...row.project, ...rights })))
      .execute(),
  );
  const amounts = rows.flatMap((row) =>
    row.amounts.map((amount) => ({ aid_project_id: row.id, ...amount, ...rights })),
  );
  await inChunks(amounts, (chunk) => work.trx.insertInto("aid_project_amount").values(chunk).execute());
  await writeHistory(
    work,
    rows.map((row) => ({
      subject_kind: "aid_project",
      subject_id: row.id,
      action: "registered",
      after: JSON.stringify({ title: row.project.title }),
      at: now(),
      ...rights,
    })),
  );
}

/** What the foreign NGO with the most projects was granted, and what it reported of them. */
export async function loadStatements(
  work: Work,
  { office, ngo, today }: Record<"office" | "ngo", Actor> & { today: string },
) {
  const projects = await work.trx
    .selectFrom("aid_project")
    .select("aid_project.id")
    .where("aid_project.ngo_name", "=", (select) =>
      select
        .selectFrom("aid_project as counted")
        .select("counted.ngo_name")
        .groupBy("counted.ngo_name")
        .orderBy((order) => order.fn.countAll(), "desc")
        .orderBy("counted.ngo_name")
        .limit(1),
    )
    .orderBy("aid_project.starts_on", "desc")
    .limit(3)
    .execute();
  for (const [index, project] of projects.entries()) {
    await grantProject({ ...work, actor: office }, project.id, { user_id: ngo.userId ?? "", access: "give" });
    if (index === 2) continue;
    await stateProject({ ...work, actor: ngo }, project.id, {
      on_date: addDays(today, -20),
      amount_usd: 18_500,
      body: STATEMENT,
      is_right: true,
    });
    const [said] = await listSaid(work, project.id, ["statement"]);
    if (index === 1 && said)
      await settleStatement(
        { ...work, actor: office },
        { projectId: project.id, statementId: said.id },
        { verdict: "return", outcome: RETURNED },
      );
  }
}

const STATEMENT = "The work of the half-year was done as planned; receipts are with our office in Ha Noi.";
const RETURNED = "Đề nghị ghi riêng phần giải ngân của quý III.";
