import { listNotifications } from "#modules/access/notification.queries.server.ts";
import { inWork } from "#platform/db.server.ts";
import { formatInstant } from "#platform/format.ts";
import { addressOf } from "#platform/kinds.ts";
import { wordsFor } from "#platform/words.server.ts";
import { markRead, titleOf } from "#modules/access/notification.commands.server.ts";
import type { PageServerLoad } from "./$types";

/** Opening the list is reading it. */
export const load: PageServerLoad = (event) =>
  inWork(event.locals.actor, async (work) => {
    const rows = await listNotifications(work);
    await markRead(work);
    return {
      lines: rows.map((row) => ({
        id: row.id,
        isNew: row.read_at === null,
        when: formatInstant(row.created_at),
        sentence: wordsFor(`notice_${row.kind}`) ?? row.kind,
        title: titleOf(row.words),
        href: addressOf(row.subject_kind, row.subject_id),
      })),
    };
  });
