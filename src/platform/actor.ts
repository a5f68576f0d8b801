import type { locales } from "#words/runtime.js";
import type { Names } from "./names.ts";
/** In the order in which an administrator offers them (union-work.md section 9). */
export const ROLES = [
  "leader",
  "office",
  "desk_officer",
  "ngo_officer",
  "unit_officer",
  "association_officer",
  "mission_officer",
  "press",
  "auditor",
  "administrator",
  "consulted_agency",
  "foreign_ngo",
  "partner",
] as const;
export type Role = (typeof ROLES)[number];

/** Who keeps the union's records, wherever a module does not say otherwise. */
export const WRITERS: readonly Role[] = [
  "leader",
  "office",
  "desk_officer",
  "ngo_officer",
  "unit_officer",
  "association_officer",
];

/** staff work in the union, readers only read, outside users see what was granted to them, system is a job. */
export type Reach = "staff" | "reader" | "outside" | "anonymous" | "system";
/** The header in which a call names the appointment that it acts in. */
export const ACTING = "Amity-Acting";
export const INSIDE = ["staff", "reader"] as const;
export const SIGNED_IN = [...INSIDE, "outside"] as const;

/** One role in one unit; the first is the one a person acts in. `paths` are that unit's place of today, its earlier ones and those it took over. */
export type Appointment = {
  id: string;
  role: Role;
  unitId: string;
  unitPath: string;
  paths: string[];
  unitName: string;
  unitName_in: Names;
  unitKind: string;
  /** The body outside the union for which the person speaks. */
  bodyId: string | null;
};

/** A signature that was lent: by whom, in what way (KT., TL., TUQ.), with the posts of both as they were written down. */
export type Lent = {
  lentId: string;
  userId: string;
  name: string;
  unitPath: string;
  role: Role;
  signedAs: "KT" | "TL" | "TUQ";
  post: string | null;
  ownPost: string | null;
};

export type Actor = {
  userId: string | undefined;
  name: string;
  email: string;
  reach: Reach;
  role: Role | undefined;
  unitId: string | undefined;
  unitPath: string | undefined;
  paths: string[];
  appointments: Appointment[];
  /** The persons in whose name this one may sign today. */
  signsFor: Lent[];
  locale: (typeof locales)[number];
};

export const anonymous: Actor = {
  userId: undefined,
  name: "",
  email: "",
  reach: "anonymous",
  role: undefined,
  unitId: undefined,
  unitPath: undefined,
  paths: [],
  appointments: [],
  signsFor: [],
  locale: "vi",
};

/** Who acts when the machine does: nightly reminders, imports in the background, the demo's loader. */
export const system: Actor = { ...anonymous, name: "Amity", reach: "system" };

const OUTSIDE: readonly Role[] = ["consulted_agency", "foreign_ngo", "partner"];
const READERS: readonly Role[] = ["auditor"];

export function reachOf(role: Role): Reach {
  if (OUTSIDE.includes(role)) return "outside";
  return READERS.includes(role) ? "reader" : "staff";
}

/** The subtrees a person answers for in the role acted in: of every unit that gave this role, not of the network below them. */
export function ownPaths(actor: Actor): string[] {
  const same = actor.appointments.filter((one) => one.role === actor.role).flatMap((one) => one.paths);
  return same.length > 0 ? same : actor.unitPath ? [actor.unitPath] : [];
}

/** The bodies outside the union for which a person speaks in the role acted in. */
export function ownBodies(actor: Actor): string[] {
  const same = actor.appointments.filter((one) => one.role === actor.role);
  return actor.reach === "outside" ? same.flatMap((one) => one.bodyId ?? []) : [];
}

/** Whether the actor stands at `path` or above it. */
export function isAtOrAbove(actor: Actor, path: string): boolean {
  return actor.reach === "system" || actor.paths.some((own) => path === own || path.startsWith(`${own}.`));
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.reach === "system" || (actor.role !== undefined && roles.includes(actor.role));
}
