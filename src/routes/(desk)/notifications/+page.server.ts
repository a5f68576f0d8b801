import { listNotifications } from "#modules/access/notification.queries.server.ts";
import { inWork } from "#platform/db.server.ts";
import { CURSORS, paging, readFilter } from "#platform/filter.ts";
import { formatInstant } from "#platform/format.ts";
import { addressTold } from "#platform/kinds.ts";
import { wordsFor } from "#platform/words.server.ts";
import { markRead, titleOf } from "#modules/access/notification.commands.server.ts";
import { z } from "zod";
import type { PageServerLoad } from "./$types";

export const csr = false;

/** Opening the list is reading it. */
export const load: PageServerLoad = (event) =>
  inWork(event.locals.actor, async (work) => {
    const { filter } = readFilter(z.object(paging(CURSORS.id)), event.url.searchParams);
    const { items, next_cursor } = await listNotifications(work, filter);
    await markRead(work);
    return {
      next_cursor,
      lines: items.map((row) => ({
        id: row.id,
        isNew: row.read_at === null,
        when: formatInstant(row.created_at),
        sentence: wordsFor(`notice_${row.kind}`) ?? row.kind,
        title: titleOf(row.words),
        href: addressTold(row),
      })),
    };
  });
