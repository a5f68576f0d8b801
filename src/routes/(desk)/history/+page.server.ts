import { readsChecks } from "#platform/history-check.server.ts";
import { logList } from "#platform/history.server.ts";
import { load as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { nameOf } from "#platform/names.ts";
import { readList } from "../../list.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, logList);
    const units = new Map(page.items.map((line) => [line.id, nameOf(line, "unit_name")]));
    return {
      readsChecks: readsChecks(work.actor),
      bar: page.bar,
      next_cursor: page.next_cursor,
      items: (await tellHistory(work, page.items)).map((line) => ({
        ...line,
        href: addressOf(line.kind, line.subject_id),
        unit: units.get(line.id) ?? "",
      })),
    };
  });
