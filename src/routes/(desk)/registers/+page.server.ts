import { canRegister } from "#modules/registers/register.policy.ts";
import { registerList } from "#modules/registers/register.queries.server.ts";
import { countHidden, listGaps } from "#modules/registers/register-number.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { readCounted } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readCounted(event, work, registerList);
    const { kind, year, unit_path } = page.filter;
    return {
      ...page,
      gaps: await listGaps(work, { kind, year, unit_path }),
      hidden: await countHidden(work, { kind, year, unit_path }),
      own: work.actor.unitId,
      mayRegister: canRegister(work.actor),
    };
  });
