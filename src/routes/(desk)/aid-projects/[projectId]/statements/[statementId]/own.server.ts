import { isOwn } from "#modules/exchanges/exchange.policy.ts";
import { findStatement } from "#modules/aid-projects/aid-project.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { found } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";

/** A report of the reader's own that stands in one of these ways: waiting (null), or returned. */
export async function findOwn(
  work: Work,
  place: { projectId: string; statementId: string },
  outcomes: ("return" | null)[],
) {
  const statement = found(await findStatement(work, place));
  requirePermission(isOwn(work.actor, statement));
  if (!outcomes.some((one) => one === statement.outcome)) throw new RuleError("rule_settled");
  return { statement, today: today() };
}
