import { formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import { canReportBreach } from "#platform/breach.server.ts";
import { securityList } from "#platform/security-list.server.ts";
import { readList } from "../../list.server.ts";
import { detailsOf } from "./said.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { bar, next_cursor, items } = await readList(event, work, securityList);
    return {
      bar,
      next_cursor,
      canReport: canReportBreach(work.actor),
      items: items.map((one) => ({
        when: formatInstant(one.at),
        who: one.user_name ?? one.email ?? "",
        address: one.from_address ?? "",
        request: one.request_id ?? "",
        kind: one.kind,
        times: one.times,
        details: detailsOf(one.what as Record<string, unknown>),
      })),
    };
  });
