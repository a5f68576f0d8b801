import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import type { GridRow } from "#platform/grid.ts";
import { cellOf } from "#platform/grid.ts";
import { changesBetween, recordHistory, rightsOf } from "#platform/history.server.ts";
import type { AccountLine } from "./delegation-account.model.ts";
import type { accountLineForm, accountRowForm, accountsForm, explainForm } from "./delegation-account.forms.ts";
import { listAccounts, markOfAccounts } from "./delegation-account.queries.server.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { canAccount } from "./delegation.policy.ts";

type Delegation = Awaited<ReturnType<typeof lockDelegation>>;
type Row = z.output<typeof accountRowForm>;
type Reason = string | undefined;

/** The accounts of a visit as one page sends them: every row as it stands there, and the sentence below them. */
export async function enterAccounts(
  work: Work,
  delegationId: string,
  { rows, explanation, reason, seen }: { rows: readonly GridRow<Row>[] } & z.output<typeof accountsForm>,
): Promise<void> {
  const delegation = await openAccounts(work, delegationId, reason);
  const { lines } = await listAccounts(work, delegationId);
  if (seen && seen !== markOfAccounts(lines, delegation.settlement_note)) throw new RuleError("rule_accounts_changed");
  for (const { at, values } of rows) {
    try {
      await writeLine(work, delegation, { lines, row: values, reason });
    } catch (refused) {
      if (!(refused instanceof FieldError)) throw refused;
      throw new FieldError(cellOf(at, refused.fields[0] ?? ""), refused.code, refused.status, refused.details);
    }
  }
  await explain(work, delegation, explanation, reason);
}

/** One line of the accounts, as a call sends it; all of it left empty takes it out. */
export async function enterAccount(
  work: Work,
  delegationId: string,
  { reason, ...row }: z.output<typeof accountLineForm>,
): Promise<void> {
  const delegation = await openAccounts(work, delegationId, reason);
  const { lines } = await listAccounts(work, delegationId);
  await writeLine(work, delegation, { lines, row, reason });
}

/** Says in one sentence why more or less was spent than planned; nothing takes it back. */
export async function explainAccounts(
  work: Work,
  delegationId: string,
  { explanation, reason }: z.output<typeof explainForm>,
): Promise<void> {
  await explain(work, await openAccounts(work, delegationId, reason), explanation, reason);
}

async function openAccounts(work: Work, delegationId: string, reason: Reason): Promise<Delegation> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canAccount(work.actor, delegation));
  if (delegation.status === "settled" && !reason) throw new FieldError("reason", "rule_settled_reason");
  return delegation;
}

type Written = { lines: readonly AccountLine[]; row: Row; reason: Reason };
const AMOUNTS = ["advanced", "spent", "note"] as const;
const NAMED = ["description", "payer", "currency"] as const;

async function writeLine(work: Work, delegation: Delegation, { lines, row, reason }: Written): Promise<void> {
  const { budget_line_id, line_id } = row;
  const before = lines.find((one) =>
    budget_line_id ? one.budget_line_id === budget_line_id : line_id !== undefined && one.line_id === line_id,
  );
  if ((budget_line_id || line_id) && !before) throw new FieldError("description", "error_no_such_choice");
  const names = budget_line_id || before?.budget_line_id ? [] : NAMED;
  const fields = [...names, ...AMOUNTS];
  const isEmpty = ["description", ...AMOUNTS].every((name) => row[name as "note"] === undefined);
  const values = Object.fromEntries(fields.map((name) => [name, row[name] ?? null]));
  if (names.length > 0 && !isEmpty) requireNamed(row);
  if (isEmpty && !before?.line_id) return;
  const item = before?.budget_line_id ? before.description : (row.description ?? before?.description);
  const said = before?.line_id
    ? changesBetween({ ...before }, isEmpty ? Object.fromEntries(AMOUNTS.map((name) => [name, null])) : values)
    : { before: {}, after: { ...values } };
  if (before?.line_id && !isEmpty && Object.keys(said.after).length === 0) return;
  if (isEmpty) await removeLine(work, before?.line_id ?? "");
  else if (before?.line_id) await changeLine(work, before.line_id, values);
  else await addLine(work, delegation, { ...values, budget_line_id: budget_line_id ?? null });
  await recordHistory(work, {
    subject: ["delegation", delegation.id],
    action: isEmpty ? "spending_removed" : "spending_entered",
    rights: delegation,
    before: { ...said.before, ...(isEmpty ? { item } : {}) },
    after: { ...said.after, item, ...(reason ? { reason } : {}) },
  });
}

/** What no line of the budget says has to be said. */
function requireNamed(row: Row): void {
  if (!row.description) throw new FieldError("description", "error_required");
  for (const name of ["payer", "currency"] as const) if (!row[name]) throw new FieldError(name, "error_choose");
}

type Values = Record<string, string | number | null>;

async function addLine(work: Work, delegation: Delegation, values: Values): Promise<void> {
  await work.trx
    .insertInto("delegation_settlement_line")
    .values({ delegation_id: delegation.id, ...values, ...rightsOf(delegation) })
    .execute();
}

async function changeLine(work: Work, lineId: string, values: Values): Promise<void> {
  await work.trx
    .updateTable("delegation_settlement_line")
    .set({ ...values, version: sql<number>`delegation_settlement_line.version + 1` })
    .where("delegation_settlement_line.id", "=", lineId)
    .execute();
}

async function removeLine(work: Work, lineId: string): Promise<void> {
  requireRow(
    await work.trx
      .deleteFrom("delegation_settlement_line")
      .where("delegation_settlement_line.id", "=", lineId)
      .returning("delegation_settlement_line.id")
      .executeTakeFirst(),
  );
}

async function explain(work: Work, delegation: Delegation, explanation: Reason, reason: Reason): Promise<void> {
  const written = { settlement_note: explanation ?? null };
  const said = changesBetween({ ...delegation }, written);
  if (Object.keys(said.after).length === 0) return;
  await work.trx
    .updateTable("delegation")
    .set({ ...written, version: sql<number>`delegation.version + 1` })
    .where("delegation.id", "=", delegation.id)
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegation.id],
    action: "accounts_explained",
    rights: delegation,
    before: said.before,
    after: { ...said.after, ...(reason ? { reason } : {}) },
  });
}
