import { listLetters } from "#modules/access/notification.queries.server.ts";
import { CURSORS, paging, readFilter } from "#platform/filter.ts";
import { show as read } from "#platform/http.server.ts";
import { z } from "zod";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter } = readFilter(z.object(paging(CURSORS.id)), event.url.searchParams);
    const { items: letters, next_cursor } = await listLetters(work, filter);
    return { letters, next_cursor };
  });
