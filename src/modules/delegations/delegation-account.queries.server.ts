import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError } from "#platform/errors.ts";
import type { AccountLine, AccountSum } from "./delegation-account.model.ts";
import { isOpen, isUnexplained } from "./delegation-account.model.ts";

/** Every line of the budget with what was advanced and spent on it, then what was not planned. */
const linesOf = (delegationId: string) => sql`
  select budget.id as budget_line_id, line.id as line_id, budget.description, budget.payer, budget.currency,
    budget.quantity * budget.unit_price as budgeted, line.advanced, line.spent, line.note
  from delegation_budget_line as budget
  left join delegation_settlement_line as line on line.budget_line_id = budget.id
  where budget.delegation_id = ${delegationId}
  union all
  select null, line.id, line.description, line.payer, line.currency, 0, line.advanced, line.spent, line.note
  from delegation_settlement_line as line
  where line.delegation_id = ${delegationId} and line.budget_line_id is null`;

export async function listAccounts(work: Work, delegationId: string) {
  const lines = await sql<AccountLine>`select * from (${linesOf(delegationId)}) as line
    order by budget_line_id nulls last, line_id`.execute(work.trx);
  const sums =
    await sql<AccountSum>`select payer, currency, sum(budgeted) as budgeted, sum(advanced) as advanced, sum(spent) as spent,
      bool_and(spent is not null) as is_whole
    from (${linesOf(delegationId)}) as line group by payer, currency
    order by array_position(array['union', 'unit', 'state', 'partner', 'self', 'other'], payer), currency`.execute(
      work.trx,
    );
  return { lines: lines.rows, sums: sums.rows };
}

/** A mark of these amounts: who saves others meanwhile is not overwritten. */
export const markOfAccounts = (lines: readonly AccountLine[], explanation: string | null): string =>
  createHash("sha256")
    .update(JSON.stringify([lines, explanation]))
    .digest("hex")
    .slice(0, 32);

/** Nothing is settled before it is said what was spent of own money, and why it differs from what was decided. */
export async function requireAccounted(
  work: Work,
  { id, settlement_note }: { id: string; settlement_note: string | null },
): Promise<void> {
  const { lines } = await listAccounts(work, id);
  const named = (open: AccountLine[]) => ({
    count: open.length,
    lines: open.map((one) => one.description).join("; "),
  });
  const open = lines.filter(isOpen);
  if (open.length > 0) throw new RuleError("rule_spent_missing", named(open));
  const unexplained = lines.filter(isUnexplained);
  if (unexplained.length > 0 && !settlement_note)
    throw new FieldError("explanation", "rule_difference_unexplained", 422, named(unexplained));
}
