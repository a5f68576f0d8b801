import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Actor } from "./actor.ts";
import { ownPaths } from "./actor.ts";
import { RuleError } from "./errors.ts";

/** A place in the tree of units, as addresses write it. */
export const UNIT_PATH = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;

/** A path of the tree of units as somebody wrote it into an address; anything else names no unit. */
export function requirePath(path: string): string {
  if (!UNIT_PATH.test(path)) throw new RuleError("rule_no_such_unit");
  return path;
}

/** Whether a path is this one or lies below it. */
export function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`);
}

/** Without those that lie below another of them. */
export function outermost(paths: string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other !== path && isWithin(path, other)));
}

/** Whether a row's path lies at or below one of these; each is asked apart, because only so an index of paths is searched. */
export function isBelow(column: string, paths: string[]): RawBuilder<boolean> {
  const below = paths.map((path) => sql`${sql.ref(column)} <@ ${path}::ltree`);
  return sql<boolean>`(${sql.join(below, sql` or `)})`;
}

/** Whether a unit's path lies in what the actor answers for. */
export function isOwn(work: { actor: Actor }, column: string): RawBuilder<boolean> {
  return isAmong(ownPaths(work.actor), column);
}

/** Whether a path lies at or below one of these, asked of all at once. */
export function isAmong(paths: string[], column: string): RawBuilder<boolean> {
  return sql<boolean>`${paths}::ltree[] @> ${sql.ref(column)}`;
}

/** A unit's path and those of all units above it. */
export function atOrAbove(path: string): string[] {
  const labels = path.split(".");
  return labels.map((_, index) => labels.slice(0, index + 1).join("."));
}
