import type { Actor } from "#platform/actor.ts";
import { INSIDE } from "#platform/actor.ts";
import type { Rights } from "#platform/history.server.ts";
import { isWithin } from "#platform/tree.ts";

/** Why somebody sees a record: for what the unit is to it, for the own name, or because the whole union does. */
export const GROUNDS = ["named", "unit", "above", "carried", "shared", "union", "everybody"] as const;
export type Ground = (typeof GROUNDS)[number];

/** What of a record's rights lets this actor in; the database alone says whether they do. Kinds without rights of their own are open to all. */
export function groundsOf(actor: Actor, rights: Rights | undefined): Ground[] {
  if (!rights || rights.visibility === "public") return ["everybody"];
  const isNamed = actor.userId !== undefined && rights.named_user_ids.includes(actor.userId);
  if (rights.visibility === "confidential") return isNamed ? ["named"] : [];
  const isInside = INSIDE.some((reach) => reach === actor.reach);
  const grounds: (Ground | false)[] = [
    isNamed && "named",
    ...(isInside ? placesOf(actor, rights) : []),
    isInside && rights.visibility === "union" && "union",
  ];
  return grounds.filter((one) => one !== false);
}

function placesOf({ unitPath, appointments, role, paths }: Actor, rights: Rights): (Ground | false)[] {
  const own = [unitPath, ...appointments.filter((one) => one.role === role).map((one) => one.unitPath)];
  const isOf = own.includes(rights.unit_path);
  const isAbove = own.some(
    (path) => path !== undefined && path !== rights.unit_path && isWithin(rights.unit_path, path),
  );
  const isCarried = !isOf && !isAbove && paths.some((path) => isWithin(rights.unit_path, path));
  const isShared = rights.shared_paths.some((path) => paths.includes(path));
  return [isOf && "unit", isAbove && "above", isCarried && "carried", isShared && "shared"];
}
