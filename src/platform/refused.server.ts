import { tellOfMachine } from "./away.server.ts";
import { saidOf } from "./constraints.ts";
import { BusyError, FieldError, ForbiddenError, NotFoundError, RuleError } from "./errors.ts";
import { sayRefusal } from "./security-log.server.ts";

/** What the database alone refused: a page or a call asked it for what should not have come that far. */
const BY_DATABASE = "not yours to write";

type DatabaseError = { code?: string; constraint?: string; column?: string; message?: string };

const BROKEN_RULE = /^(23503|23505|23514|23P01)$/;
/** A text, day, number or key that PostgreSQL cannot read or keep; too long for an index or for a step of the tree. */
const UNREADABLE = /^(22P02|22P05|22007|22008|22003|22021|22001|22000|22009|42622|54000)$/;
/** Two who wrote at once, one of whom has to come again. */
const AGAIN = /^(40001|40P01|55P03)$/;

/** A filter, cursor or value that is no day, number, kind or key: only the database knew. */
export function isUnreadable(cause: unknown): boolean {
  return cause instanceof RangeError || UNREADABLE.test((cause as DatabaseError).code ?? "");
}

/** What only the database could refuse, as a rule with its sentence; else what it was. */
export function ruleIn(cause: unknown): unknown {
  const { code = "", constraint = "", column, message = "" } = cause as DatabaseError;
  if (BROKEN_RULE.test(code)) return brokenRule(code, constraint);
  if (code === "23502") return new FieldError(column ?? [], "error_required");
  if (code === "42501" && /row-level security/.test(message)) return new ForbiddenError(BY_DATABASE);
  if (AGAIN.test(code)) return new RuleError("rule_try_again");
  if (isUnreadable(cause)) return new FieldError([], "rule_value_unkept");
  return cause instanceof BusyError ? cause : ofMachine(cause);
}

/** Nothing was done, and the same can be sent again: what was typed stays. */
function ofMachine(cause: unknown): unknown {
  const word = tellOfMachine(cause);
  return word === undefined ? cause : new BusyError(word, 503);
}

function brokenRule(code: string, constraint: string): RuleError {
  const { says, fields } = saidOf(constraint) ?? { says: "rule_value_unkept", fields: [] };
  // What somebody else has entered already is no fault of what was typed.
  const status = code === "23505" || code === "23P01" ? 409 : 422;
  return new FieldError(fields, says, status);
}

/** What was not the actor's to see or to do goes into the security log, wherever it is answered. */
export function sayRefused(cause: unknown): void {
  if (cause instanceof NotFoundError) sayRefusal(404);
  if (cause instanceof ForbiddenError) sayRefusal(403, cause.message === BY_DATABASE ? "database" : "rights");
}
