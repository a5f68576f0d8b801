import { sql } from "kysely";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { findDelegation } from "./delegation.queries.server.ts";

type Told = { userId: string };

/** Tells those concerned: the approving unit's head about a proposal, the delegation's unit about a decision. */
export async function announce(details: Record<string, unknown>): Promise<void> {
  await inWork(system, async (work) => {
    const delegation = await findDelegation(work, String(details.delegation_id));
    if (!delegation) return;
    const path = details.step === "propose" ? delegation.approving_path : delegation.unit_path;
    const roles =
      details.step === "propose"
        ? ["leader", "unit_officer"]
        : ["desk_officer", "unit_officer", "association_officer", "office"];
    for (const person of await listPeopleAt(work, path, roles))
      await tell(work, person, {
        kind: `delegation_${String(details.step)}`,
        id: delegation.id,
        title: delegation.title,
      });
  });
}

/** Nightly: a result report that is late, once a day to the unit that owes it. */
export async function remindReports(work: Work): Promise<void> {
  const late = await work.trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.title", "delegation.unit_path"])
    .where("delegation.status", "in", ["travelling", "report_due"])
    .where("delegation.report_due_on", "<", today())
    .limit(500)
    .execute();
  for (const delegation of late) {
    const people = await listPeopleAt(work, delegation.unit_path, [
      "desk_officer",
      "unit_officer",
      "association_officer",
    ]);
    for (const person of people)
      await tell(work, person, { kind: "delegation_report_late", id: delegation.id, title: delegation.title });
  }
}

async function listPeopleAt(work: Work, path: string, roles: string[]): Promise<Told[]> {
  return work.trx
    .selectFrom("access_appointment")
    .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
    .select("auth_user.id as userId")
    .where(sql<boolean>`access_appointment.unit_path = ${path}::ltree`)
    .where(sql<boolean>`access_appointment.role::text = any(${roles})`)
    .where((where) =>
      where.or([where("access_appointment.until_on", "is", null), where("access_appointment.until_on", ">", today())]),
    )
    .limit(50)
    .execute();
}

async function tell(work: Work, person: Told, about: { kind: string; id: string; title: string }): Promise<void> {
  await work.trx
    .insertInto("notification")
    .values({
      user_id: person.userId,
      kind: about.kind,
      subject_kind: "delegation",
      subject_id: about.id,
      words: JSON.stringify({ title: about.title }),
    })
    .execute();
}
