import type { Work } from "#platform/db.server.ts";
import { addPart } from "#platform/part.server.ts";
import { enterAccount } from "./delegation-account.commands.server.ts";
import { accountLineForm } from "./delegation-account.forms.ts";
import { listAccounts } from "./delegation-account.queries.server.ts";
import { draftDelegation, proposeDelegation } from "./delegation.commands.server.ts";
import { draftForm } from "./delegation.forms.ts";
import type { PartName } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";

export const visit = {
  direction: "outgoing",
  title: "Đoàn thăm Pháp",
  purpose: "Ký kế hoạch hợp tác năm",
  countries: ["FR"],
  departs_on: "2025-05-12",
  returns_on: "2025-05-18",
  is_in_plan: true,
};

export function aDraftDelegation(work: Work, values: Record<string, unknown> = {}): Promise<string> {
  return draftDelegation(work, draftForm.parse({ ...visit, ...values }));
}

export async function aProposedDelegation(work: Work, values: Record<string, unknown> = {}): Promise<string> {
  const id = await aDraftDelegation(work, values);
  await proposeDelegation(work, id);
  return id;
}

/** A part of a visit as its form would send it. */
export function aPart(work: Work, recordId: string, name: PartName, values: Record<string, unknown>): Promise<string> {
  return addPart(work, DELEGATION_PARTS, { recordId, name }, DELEGATION_PARTS.parts[name].form.parse(values));
}

/** Says of each line of the budget that exactly that was spent. */
export async function spendAsPlanned(work: Work, delegationId: string): Promise<void> {
  const { lines } = await listAccounts(work, delegationId);
  for (const { budget_line_id, budgeted: spent } of lines)
    await enterAccount(work, delegationId, accountLineForm.parse({ budget_line_id, spent }));
}
