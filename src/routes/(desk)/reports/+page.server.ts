import { frozenList } from "#modules/reports/frozen.queries.server.ts";
import { formatDay, formatInstant } from "#platform/format.ts";
import { show as read } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, frozenList);
    return {
      bar: page.bar,
      next_cursor: page.next_cursor,
      items: page.items.map((one) => ({
        ...one,
        day: formatDay(one.as_of),
        when: formatInstant(one.frozen_at),
        unit: nameOf(one, "unit_name"),
      })),
    };
  });
