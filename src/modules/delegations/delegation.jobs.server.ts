import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Role } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { log } from "#platform/log.server.ts";
import { today } from "#platform/time.ts";
import { listDeciders } from "./delegation-approver.queries.server.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { listDecided, listUnkept } from "./delegation-decided.queries.server.ts";
import { findDelegation, isOwedUndated } from "./delegation.queries.server.ts";
import { weighChanges } from "./delegation-version.commands.server.ts";
import { findApproval } from "./delegation-version.queries.server.ts";

/** What goes to who decides; all else is told to the unit whose visit it is. */
const TO_DECIDE = ["propose", "changed", "report_waits"];
const REPORTING: Role[] = ["desk_officer", "unit_officer", "association_officer"];

/** Tells those concerned: the approving unit's head about a proposal, the delegation's unit about a decision. */
export async function announce(details: Record<string, unknown>): Promise<void> {
  await inWork(system, async (work) => {
    const delegation = await findDelegation(work, String(details.delegation_id));
    if (!delegation) return;
    const step = String(details.step);
    const tell = (kind: string, told: string[]) =>
      tellPeople(work, amongNamed(delegation, told), {
        kind,
        subject: ["delegation", delegation.id],
        title: delegation.title,
        visibility: delegation.visibility,
        // Put back and changed again within the hour is one thing to decide.
        isOnce: step === "changed" || step === "report_waits",
      });
    const told = TO_DECIDE.includes(step)
      ? (await listDeciders(work, delegation)).map((one) => one.user_id)
      : await listOfficers(work, { path: delegation.unit_path }, [...REPORTING, "office"]);
    await tell(`delegation_${step}`, told);
    // Who gives numbers there is told of one that is missing.
    if (step === "approve" && (await findApproval(work, delegation.id))?.number === null)
      await tell("delegation_unnumbered", await listOfficers(work, { path: delegation.approving_path }, ["office"]));
  });
}

/** Of a confidential visit only those named hear anything; nobody else could open what they are told of. */
function amongNamed(visit: Pick<Rights, "visibility" | "named_user_ids">, told: string[]): string[] {
  return visit.visibility === "confidential" ? told.filter((id) => visit.named_user_ids.includes(id)) : told;
}

/** Nightly: a result report that is late, or owed by a day that the calendar does not reach, once a day to the unit that owes it. */
export async function remindReports(work: Work): Promise<void> {
  const late = await work.trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.title", "delegation.unit_path"])
    .select(["delegation.visibility", "delegation.named_user_ids", "delegation.report_due_on"])
    .where("delegation.status", "in", ["travelling", "report_due"])
    .where((where) => where.or([where("delegation.report_due_on", "<", today()), isOwedUndated(today())]))
    .execute();
  const officers = new Map<string, string[]>();
  for (const path of new Set(late.map((one) => one.unit_path)))
    officers.set(path, await listOfficers(work, { path }, REPORTING));
  for (const { id, title, ...one } of late)
    await tellPeople(work, amongNamed(one, officers.get(one.unit_path) ?? []), {
      kind: one.report_due_on ? "delegation_report_late" : "delegation_report_owed",
      subject: ["delegation", id],
      title,
      visibility: one.visibility,
    });
}

/** Each keeping makes four papers, a tenth of a second; what is left goes with the next night. */
const KEPT_A_NIGHT = 1000;

/** Nightly, and when a route says something else: each decided file weighed anew, and kept where it was decided before versions were; one that fails keeps no other from it. */
export async function weighEach(): Promise<void> {
  const each = async (rows: { id: string }[], run: (work: Work, id: string) => Promise<void>) => {
    for (const { id } of rows)
      await inWork(system, async (work) => {
        await lockDelegation(work, id);
        await run(work, id);
      }).catch((cause: Error) => log("error", "a decided file could not be weighed", { id, cause: cause.message }));
  };
  await each(await inWork(system, listDecided), weighChanges);
  // Whoever locks one keeps it.
  await each(await inWork(system, (work) => listUnkept(work, KEPT_A_NIGHT)), () => Promise.resolve());
}
