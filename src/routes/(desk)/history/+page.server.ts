import { formatInstant } from "#platform/format.ts";
import { logList } from "#platform/history.server.ts";
import { load as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { nameOf } from "#platform/names.ts";
import { readList } from "../../list.server.ts";
import { sentenceOf } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readList(event, work, logList);
    return {
      bar: page.bar,
      next_cursor: page.next_cursor,
      items: page.items.map((line) => ({
        id: line.id,
        when: formatInstant(line.at),
        who: line.user_name,
        sentence: sentenceOf(line),
        kind: line.subject_kind,
        title: line.title,
        href: addressOf(line.subject_kind, line.subject_id),
        unit: nameOf(line, "unit_name"),
      })),
    };
  });
