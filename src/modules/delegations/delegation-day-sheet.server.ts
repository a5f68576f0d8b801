import type { Work } from "#platform/db.server.ts";
import { nameOf } from "#platform/names.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import type { Sheet } from "./delegation-day-sheet.model.ts";
import type { listHostings } from "./delegation-hosting.queries.server.ts";
import type { listParts } from "./delegation-parts.queries.server.ts";

type Parts = Pick<Awaited<ReturnType<typeof listParts>>, "programme" | "journeys"> & {
  hostings: Awaited<ReturnType<typeof listHostings>>;
};

/** What drivers and interpreters are told of a visit: whoever sees it reads that; telephones are for those who work in the union. */
export function sheetOf({ actor }: Pick<Work, "actor">, { programme, journeys, hostings }: Parts): Sheet {
  const isInside = actor.reach !== "outside";
  return {
    entries: programme.map(({ host_name, host_name_in, ...one }) => ({
      ...one,
      host: host_name === null ? null : nameOf({ name: host_name, name_in: asUnionCalled(host_name, host_name_in) }),
    })),
    journeys: journeys.map((one) => ({ ...one, met_by_phone: isInside ? one.met_by_phone : null })),
    people: hostings.flatMap((one) =>
      one.contact_name === null || one.status === "withdrawn"
        ? []
        : [
            {
              days: [one.from_on, one.until_on] as [string, string],
              name: one.contact_name,
              unit: nameOf({ name: one.host_name, name_in: asUnionCalled(one.host_name, one.host_name_in) }),
              phone: isInside ? one.contact_phone : null,
            },
          ],
    ),
  };
}
