import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation, requireInside, requireSeen } from "./delegation.commands.server.ts";
import type { acceptForm, returnChangesForm } from "./delegation.forms.ts";
import { DECIDED } from "./delegation.model.ts";
import { canDecide } from "./delegation.policy.ts";
import { decide, signatureOf } from "./delegation-decision.commands.server.ts";
import { signedBy } from "./delegation-decision.model.ts";
import type { Change } from "./delegation-version.model.ts";
import { keepReturned, keepVersion, weighChanges } from "./delegation-version.commands.server.ts";
import { listChanges, readFile } from "./delegation-version.queries.server.ts";

/** Who decided, or whoever decides now, accepts what was changed: a new version with its papers, under the number that it has. */
export async function acceptChanges(
  work: Work,
  delegationId: string,
  { seen }: z.output<typeof acceptForm>,
): Promise<void> {
  await settle(work, delegationId, { step: "accept_changes", seen });
}

/** What was decided stays decided; the unit reads the reason, and puts the file back or changes it in another way. */
export async function returnChanges(
  work: Work,
  delegationId: string,
  { reason, seen }: z.output<typeof returnChangesForm>,
): Promise<void> {
  await settle(work, delegationId, { step: "return_changes", reason, seen });
}

type Answer = { step: "accept_changes" | "return_changes"; reason?: string; seen: string | undefined };

async function settle(work: Work, delegationId: string, { step, reason, seen }: Answer): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canDecide(work.actor, delegation));
  if (!DECIDED.includes(delegation.status)) throw new RuleError("rule_step_not_allowed");
  const changes = await listChanges(work, delegation, await readFile(work, delegation));
  if (!changes.some((one) => one.is_weighty)) throw new RuleError("rule_nothing_changed");
  // The same is not returned twice; it may still be accepted after all.
  if (step === "return_changes" && delegation.change_state === "returned") throw new RuleError("rule_returned_before");
  await requireSeen(work, delegation, seen);
  if (step === "accept_changes") await requireInside(work, delegation);
  const signature = await signatureOf(work, delegation);
  const decisionId = await decide(work, delegation, { step, reason, decided_on: today(), signature });
  await (step === "accept_changes" ? keepVersion : keepReturned)(work, delegation, decisionId);
  await weighChanges(work, delegationId);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: step,
    rights: delegation,
    before: { title: delegation.title, ...sides(changes, "before") },
    after: {
      title: delegation.title,
      ...sides(changes, "after"),
      ...(reason ? { reason } : {}),
      ...(signature.signed_as ? { signed_by: signedBy(signature) } : {}),
    },
    onBehalfOf: signature.on_behalf_of ?? undefined,
  });
  await enqueue(work, "delegation.announce", { delegation_id: delegationId, step });
}

/** What was changed of the facts, for the history; what stands below them has lines of its own there. */
function sides(changes: Change[], side: "before" | "after"): Record<string, unknown> {
  return Object.fromEntries(changes.filter((one) => one.part === "fact").map((one) => [one.name, one[side]]));
}
