import { treeFilter } from "#modules/units/unit.filter.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { listTreeOn } from "#modules/units/unit-tree.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { grow } from "#ui/tree.ts";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, treeFilter);
    const { kind, q } = filter;
    const units = await listTreeOn(work, filter.on, q);
    // Missions are as many as all others: they are shown where they are asked for, and are said to be there where words find some.
    const isShown = (one: { kind: string }) => (kind ? one.kind === kind : one.kind !== "mission");
    const tree = units
      .filter((one) => kind === "mission" || one.kind !== "mission")
      .map(({ is_found, ...one }) => ({ ...one, isFound: is_found && isShown(one) }));
    return {
      filter,
      bar,
      branches: grow(tree),
      found: tree.filter((one) => one.isFound).length,
      missions: q && !kind ? units.filter((one) => one.kind === "mission" && one.is_found).length : 0,
      can: canOrganise(work.actor),
    };
  });
