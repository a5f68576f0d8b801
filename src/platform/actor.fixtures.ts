import type { Actor, Role } from "./actor.ts";
import { anonymous, reachOf } from "./actor.ts";

/** Somebody with one role in one unit, for rules that need no database. */
export function anActor(role: Role, unitPath: string, more: Partial<Actor> = {}): Actor {
  return {
    ...anonymous,
    userId: `${role} of ${unitPath}`,
    name: role,
    reach: reachOf(role),
    role,
    unitId: unitPath,
    unitPath,
    paths: [unitPath],
    ...more,
  };
}
