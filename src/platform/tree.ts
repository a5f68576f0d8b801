import { RuleError } from "./errors.ts";

/** A path of the tree of units as somebody wrote it into an address; anything else names no unit. */
export function requirePath(path: string): string {
  if (!/^[a-z0-9_]+(\.[a-z0-9_]+)*$/.test(path)) throw new RuleError("rule_no_such_unit");
  return path;
}
