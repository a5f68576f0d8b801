import { treeFilter } from "#modules/units/unit.filter.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { listTreeOn } from "#modules/units/unit.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, treeFilter);
    const tree = await listTreeOn(work, filter.on);
    return {
      filter,
      bar,
      tree: tree.filter((one) => (filter.kind ? one.kind === filter.kind : one.kind !== "mission")),
      can: canOrganise(work.actor),
    };
  });
