import type { Actor } from "./actor.ts";
import { nameOf } from "./names.ts";

/** The appointment that somebody acts for just now. */
export function actingOf(actor: Actor) {
  return actor.appointments.find((one) => one.unitId === actor.unitId && one.role === actor.role);
}

/** For whom a form is opened. All windows of a browser act for one person and unit, and another window may have changed either since. */
export const actsAs = (actor: Actor): string => `${actor.userId ?? ""} ${actingOf(actor)?.id ?? ""}`;

/** The same for a reader. */
export function sayActing(actor: Actor): string {
  const acting = actingOf(actor);
  return acting ? `${actor.name} (${nameOf(acting, "unitName")})` : actor.name;
}
