import { formatInstant } from "#platform/format.ts";
import { listLog } from "#platform/history.server.ts";
import { load as read, pageOf } from "#platform/http.server.ts";
import { addressOf, kindsWith } from "#platform/kinds.ts";
import { addDays, today } from "#platform/time.ts";
import { sentenceOf } from "../history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

const dayOr = (value: string | null, otherwise: string) =>
  value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : otherwise;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = event.url.searchParams;
    const filter = {
      from: dayOr(asked.get("from"), addDays(today(), -30)),
      to: dayOr(asked.get("to"), today()),
      kind: asked.get("kind") || undefined,
      who: asked.get("who")?.trim() || undefined,
    };
    const page = await listLog(work, { ...filter, ...pageOf(event.url) });
    return {
      filter,
      kinds: kindsWith("logged"),
      next_cursor: page.next_cursor,
      lines: page.items.map((line) => ({
        id: line.id,
        when: formatInstant(line.at),
        who: line.user_name,
        sentence: sentenceOf(line),
        kind: line.subject_kind,
        title: line.title,
        href: addressOf(line.subject_kind, line.subject_id),
        unit: event.locals.locale === "vi" ? line.name_vi : line.name_en,
      })),
    };
  });
