import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Role } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { findDelegation } from "./delegation.queries.server.ts";

const DECIDING: Role[] = ["leader", "unit_officer"];
const REPORTING: Role[] = ["desk_officer", "unit_officer", "association_officer"];

/** Tells those concerned: the approving unit's head about a proposal, the delegation's unit about a decision. */
export async function announce(details: Record<string, unknown>): Promise<void> {
  await inWork(system, async (work) => {
    const delegation = await findDelegation(work, String(details.delegation_id));
    if (!delegation) return;
    const told =
      details.step === "propose"
        ? await listOfficers(work, { path: delegation.approving_path }, DECIDING)
        : await listOfficers(work, { path: delegation.unit_path }, [...REPORTING, "office"]);
    await tellPeople(work, amongNamed(delegation, told), {
      kind: `delegation_${String(details.step)}`,
      subject: ["delegation", delegation.id],
      title: delegation.title,
      visibility: delegation.visibility,
    });
  });
}

/** Of a confidential visit only those named hear anything; nobody else could open what they are told of. */
function amongNamed(visit: Pick<Rights, "visibility" | "named_user_ids">, told: string[]): string[] {
  return visit.visibility === "confidential" ? told.filter((id) => visit.named_user_ids.includes(id)) : told;
}

/** Nightly: a result report that is late, once a day to the unit that owes it. */
export async function remindReports(work: Work): Promise<void> {
  const late = await work.trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.title", "delegation.unit_path"])
    .select(["delegation.visibility", "delegation.named_user_ids"])
    .where("delegation.status", "in", ["travelling", "report_due"])
    .where("delegation.report_due_on", "<", today())
    .limit(500)
    .execute();
  for (const { id, title, ...one } of late)
    await tellPeople(work, amongNamed(one, await listOfficers(work, { path: one.unit_path }, REPORTING)), {
      kind: "delegation_report_late",
      subject: ["delegation", id],
      title,
      visibility: one.visibility,
    });
}
