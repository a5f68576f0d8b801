import { RuleError } from "./errors.ts";

export type Step<Status extends string> = { from: readonly Status[]; to: Status };

/** Where `step` leads from `status`; a RuleError when the table does not allow it. */
export function statusAfter<Name extends string, Status extends string>(
  steps: Record<Name, Step<Status>>,
  name: Name,
  status: Status,
): Status {
  if (!steps[name].from.includes(status)) throw new RuleError("rule_step_not_allowed");
  return steps[name].to;
}
