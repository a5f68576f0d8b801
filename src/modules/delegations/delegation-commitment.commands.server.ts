import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { say, settle } from "#modules/exchanges/exchange.commands.server.ts";
import { requireLivingUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { commitmentForm, doneForm } from "./delegation.forms.ts";
import { canCommit, canFinish } from "./delegation.policy.ts";
import { findCommitment } from "./delegation-request.queries.server.ts";

/** What was promised. The unit that leads it sees the promise, and of a visit that is not confidential its name, place and days. */
export async function addCommitment(
  work: Work,
  delegationId: string,
  { content, lead_unit_id, due_on, is_awaiting_text }: z.output<typeof commitmentForm>,
): Promise<string> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canCommit(work.actor, delegation));
  const lead = await requireLivingUnit(work, lead_unit_id, "lead_unit_id");
  const { title, departs_on, returns_on, countries } = delegation;
  const { id, told } = await say(
    work,
    {
      kind: "commitment",
      subject: ["delegation", delegationId],
      rights: delegation,
      title: content,
      is_awaiting_text,
    },
    {
      to: { unit: lead },
      due_on,
      summary: delegation.visibility === "confidential" ? {} : { title, departs_on, returns_on, countries },
    },
    "commitment_added",
  );
  // The own unit finds it with the visit, which may be confidential.
  const { visibility } = delegation;
  if (lead.id !== delegation.unit_id)
    await tellPeople(work, told, {
      kind: "commitment_led",
      subject: ["delegation_commitment", id],
      title: content,
      visibility,
    });
  return id;
}

/** By the unit that leads it, also where it may not see the visit, or by the unit whose visit it was. Answers with the visit. */
export async function finishCommitment(
  work: Work,
  commitmentId: string,
  { outcome }: z.output<typeof doneForm>,
): Promise<string> {
  const commitment = requireRow(await findCommitment(work, commitmentId));
  requirePermission(canFinish(work.actor, commitment));
  const told = await settle(work, commitment, { outcome: "done", sentence: outcome, action: "commitment_done" });
  await tellPeople(work, told, {
    kind: "commitment_done",
    subject: ["delegation_commitment", commitment.id],
    title: commitment.title,
    visibility: commitment.asker_visibility,
  });
  return commitment.subject_id;
}
