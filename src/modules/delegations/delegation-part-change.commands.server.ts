import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { changesBetween, recordHistory } from "#platform/history.server.ts";
import { wholePart, writePart } from "#platform/part.server.ts";
import { addDays } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { PartName } from "./delegation.model.ts";
import { PASSPORT_DAYS } from "./delegation.model.ts";
import { canEdit } from "./delegation.policy.ts";
import { nameHead, requireDayOfVisit, requireNoOtherHead } from "./delegation-part-rules.server.ts";
import { findPart, partOf } from "./delegation-parts.queries.server.ts";

type Values = Record<string, unknown>;

/**
 * Writes one part anew: a name, an hour, a price. A field left empty becomes empty, except passport data, which the form never
 * shows and so cannot mean to erase.
 */
export async function changePart(
  work: Work,
  delegationId: string,
  part: { name: PartName; id: string; version: number },
  values: Values,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, delegation));
  const before = requireRow(await findPart(work, delegationId, part));
  requireVersion(before, part.version);
  if (part.name === "programme") requireDayOfVisit(String(values.on_date), delegation);
  if (part.name === "member" && values.role === "head") await requireNoOtherHead(work, delegationId, part.id);

  const open = wholePart(before, values, ["has_passport"]);
  await writePart(work, partOf(delegationId, part), { ...open, ...passportOf(values, delegation.returns_on) });
  if (part.name === "member" && values.role === "head") await nameHead(work, delegationId, String(values.name));
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: `${part.name}_changed`,
    rights: delegation,
    ...changesBetween(before, open),
  });
}

/** Only what was typed: an empty field keeps what is on file. */
function passportOf(values: Values, returnsOn: string): Values {
  const expires = values.passport_expires_on ? { passport_expires_on: values.passport_expires_on } : {};
  if (!values.passport_number) return expires;
  return {
    passport_number: values.passport_number,
    ...expires,
    passport_erase_on: addDays(returnsOn, PASSPORT_DAYS),
  };
}
