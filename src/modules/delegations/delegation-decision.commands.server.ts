import { findHolderOf, findPost, isStillLent } from "#modules/access/signature.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { rightsOf } from "#platform/history.server.ts";
import type { Signature } from "./delegation-decision.model.ts";
import { officeOfHead } from "./delegation-decision.model.ts";
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

/** Writes a decision down with who signed it; answers with its id. */
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
      ...rightsOf(delegation),
    })
    .returning("delegation_decision.id")
    .executeTakeFirstOrThrow();
  return made.id;
}
