import { findStanding, moveNumber, takeNumber } from "#modules/registers/register-number.commands.server.ts";
import { requireIssuer } from "#modules/registers/register-number.queries.server.ts";
import { rightsInBook } from "#modules/registers/register-sight.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { home } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { inLocale } from "#platform/words.server.ts";
import type { Signature } from "./delegation-decision.model.ts";
import { signedBy } from "./delegation-decision.model.ts";
import type { findDelegation } from "./delegation.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Decided = { number?: string | undefined; decided_on: string; signature: Signature };

/** A decision takes its number in the book of the unit that decides; of what is confidential, the line is too. */
export async function takeDecisionNumber(
  work: Work,
  delegation: Delegation,
  { number, decided_on, signature }: Decided,
): Promise<string> {
  const issuer = await requireIssuer(work, delegation.approving_path);
  const taken = await takeNumber(
    work,
    {
      kind: "decision",
      on_date: decided_on,
      subject: delegation.title,
      signer: signedBy(signature),
      addressee: inUnionWords(() => nameOf(delegation, "unit_name")),
      record: { kind: "delegation", id: delegation.id, paper: "decision" },
      rights: rightsInBook(delegation, issuer),
    },
    number,
  );
  return taken.number;
}

/** The same for a decision that waited for its number, or whose number was wrong. */
export async function takeOrMoveNumber(
  work: Work,
  delegation: Delegation,
  said: { approval: Signature; number: string | undefined; decided_on: string; reason: string | undefined },
): Promise<string> {
  const { approval, number, decided_on, reason } = said;
  const line = await findStanding(work, { recordId: delegation.id, paper: "decision" });
  if (line && number)
    return moveNumber(work, line, { kind: "decision", number, on_date: decided_on, reason: reason ?? "" });
  return takeDecisionNumber(work, delegation, { number, decided_on, signature: approval });
}

/** As the union's own papers say it, whatever language the screen has. */
export const inUnionWords = <Said>(say: () => Said): Said => inLocale(home().language, say);
