import { UNIT_KINDS } from "#modules/units/unit.model.ts";
import { canOrganise } from "#modules/units/unit.policy.ts";
import { listTreeOn } from "#modules/units/unit.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = event.url.searchParams.get("on") ?? "";
    const on = /^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today();
    const kind = event.url.searchParams.get("kind") ?? "";
    const tree = await listTreeOn(work, on);
    return {
      on,
      kind,
      kinds: UNIT_KINDS,
      tree: kind ? tree.filter((one) => one.kind === kind) : tree.filter((one) => one.kind !== "mission"),
      can: canOrganise(work.actor),
    };
  });
