import { sql } from "kysely";
import { findHolderOf, findPost, isStillLent } from "#modules/access/signature.queries.server.ts";
import { cancelNumber, restoreNumber } from "#modules/registers/register-number.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import { now } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import type { Signature } from "./delegation-decision.model.ts";
import { officeOfHead } from "./delegation-decision.model.ts";
import type { DelegationStatus } from "./delegation.model.ts";
import { APPROVAL_STANDS } from "./delegation.model.ts";
import { signsFor } from "./delegation.policy.ts";
import type { findDelegation } from "./delegation.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Signed = Signature & { on_behalf_of: string | null };

export type Decision = {
  step:
    | "approve"
    | "return"
    | "refuse"
    | "opinion"
    | "cancel"
    | "postpone"
    | "accept_changes"
    | "return_changes"
    | "accept_report"
    | "return_report"
    | "take_back"
    | "correct";
  decided_on: string;
  number?: string | undefined;
  reason?: string | undefined;
  file_id?: string | null;
};

/** Who signs what this actor decides now, and in whose name; refused when the signature that was lent has ended meanwhile. */
export async function signatureOf(work: Work, delegation: Delegation): Promise<Signed> {
  const { actor } = work;
  const lent = signsFor(actor, delegation);
  if (lent) {
    if (!(await isStillLent(work, lent.lentId))) throw new ForbiddenError("the signature that was lent has ended");
    return {
      decided_by_name: actor.name,
      decided_by_post: lent.ownPost,
      signed_as: lent.signedAs,
      on_behalf_of: lent.userId,
      on_behalf_of_name: lent.name,
      on_behalf_of_post: lent.post,
    };
  }
  const post = await findPost(work, actor.unitPath ?? delegation.approving_path, actor.name);
  const own = { ...ownSignature(work), decided_by_post: post };
  // A deputy who decides by the own right signs for the head all the same.
  const office = officeOfHead(post);
  const head = office && (await findHolderOf(work, actor.unitPath ?? "", office));
  return head ? { ...own, signed_as: "KT", on_behalf_of_name: head, on_behalf_of_post: office } : own;
}

/** In nobody's name but the own: what a unit does with its own visit. */
export function ownSignature(work: Work): Signed {
  return {
    decided_by_name: work.actor.name,
    decided_by_post: null,
    signed_as: null,
    on_behalf_of: null,
    on_behalf_of_name: null,
    on_behalf_of_post: null,
  };
}

/** What is decided about the file itself: it ends with the approval it belongs to. */
const OF_FILE = ["approve", "accept_changes", "return_changes"];

/** Writes a decision down with who signed it, and where; answers with its id. */
export async function decide(
  work: Work,
  delegation: Delegation,
  { signature, ...decision }: Decision & { signature: Signed },
): Promise<string> {
  const made = await work.trx
    .insertInto("delegation_decision")
    .values({
      delegation_id: delegation.id,
      ...decision,
      ...signature,
      number: decision.number ?? null,
      reason: decision.reason ?? null,
      decided_by: work.actor.userId ?? null,
      approving_path: OF_FILE.includes(decision.step) ? delegation.approving_path : null,
      ...rightsOf(delegation),
    })
    .returning("delegation_decision.id")
    .executeTakeFirstOrThrow();
  return made.id;
}

/** What was decided counts as long as the visit stands decided or is only put off: drafted anew or taken back, it is decided again. */
export async function endApproval(work: Work, delegationId: string, status: DelegationStatus): Promise<void> {
  if (APPROVAL_STANDS.includes(status)) return;
  const ended = await ofFile(work, delegationId)
    .set({ ended_at: now(), version: sql<number>`delegation_decision.version + 1` })
    .where("delegation_decision.ended_at", "is", null)
    .returning("delegation_decision.number")
    .execute();
  if (ended.some(({ number }) => number !== null))
    await cancelNumber(work, { recordId: delegationId, paper: "decision" }, withdrawnSaid());
}

/** In the book of the union, in its language. */
const withdrawnSaid = () => inLocale(home().language, () => m.register_drafted_anew());

/** A visit that was drafted anew by mistake is as decided as it was: what ended at that moment stands again. */
export async function restoreApproval(work: Work, delegationId: string, endedAbout: Date): Promise<void> {
  const restored = await ofFile(work, delegationId)
    .set({ ended_at: null, version: sql<number>`delegation_decision.version + 1` })
    .where(
      "delegation_decision.ended_at",
      "=",
      work.trx
        .selectFrom("delegation_decision as ended")
        .select("ended.ended_at")
        .where("ended.delegation_id", "=", delegationId)
        .where("ended.ended_at", "is not", null)
        // The history was written a moment later by the same clock.
        .orderBy(sql`abs(extract(epoch from ended.ended_at - ${endedAbout}::timestamptz))`)
        .limit(1),
    )
    .returning("delegation_decision.number")
    .execute();
  const number = restored.find((one) => one.number !== null)?.number;
  if (number) await restoreNumber(work, { recordId: delegationId, paper: "decision" }, number);
}

function ofFile(work: Work, delegationId: string) {
  return work.trx
    .updateTable("delegation_decision")
    .where("delegation_decision.delegation_id", "=", delegationId)
    .where("delegation_decision.step", "in", OF_FILE);
}
