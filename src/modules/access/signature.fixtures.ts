import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { signatureForm } from "./access.forms.ts";
import { findActor } from "./access.queries.server.ts";
import { delegateSignature } from "./signature.commands.server.ts";

export const POSTS = { from_post: "Chủ tịch", to_post: "Chánh Văn phòng" };

/** Lends one person's signature to another from today on; answers with who may sign now, as sign-in finds them, and with its id. */
export async function lendSignature(
  from: Actor,
  to: Actor,
  values: Record<string, unknown> = {},
): Promise<{ actor: Actor; id: string }> {
  const period = {
    email: to.email,
    signed_as: "TUQ",
    ...POSTS,
    from_on: today(),
    last_on: addDays(today(), 7),
    ...values,
  };
  const id = await inWork(from, (work) => delegateSignature(work, signatureForm.parse(period)));
  const actor = await findActor(to.userId ?? "", undefined);
  return { actor: { ...to, signsFor: actor?.signsFor ?? [] }, id };
}
