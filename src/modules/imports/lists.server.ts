import { listNamedCountries } from "#modules/reference/reference.queries.server.ts";
import { asTyped } from "#modules/activities/own-kind.model.ts";
import { listOwnKinds } from "#modules/activities/own-kind.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import type { TypedKind } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import type { Unit } from "./row.server.ts";

/** What cells are compared with, as it travels into a thread: countries by any name, units of the actor's subtree. */
export type Plain = {
  countries: Awaited<ReturnType<typeof listNamedCountries>>;
  units: (Unit & Named)[];
  own: Unit;
  kinds: TypedKind[];
};

export async function readLists(work: Work): Promise<Plain> {
  const countries = await listNamedCountries(work);
  const units = await listUnitChoices(work, work.actor.unitPath);
  const own = units.find((unit) => unit.id === work.actor.unitId) ?? {
    id: work.actor.unitId ?? "",
    path: work.actor.unitPath ?? "",
    kind: "union",
  };
  return { countries, units, own, kinds: asTyped(await listOwnKinds(work), today()) };
}
