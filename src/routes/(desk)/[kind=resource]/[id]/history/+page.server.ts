import { findCalled } from "#modules/sharing/sharing.queries.server.ts";
import { pastFilter } from "#platform/history.filter.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { isPastClosed, listPast } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { listLink } from "../list-link.server.ts";
import { readForPage } from "../../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { kind, id } = event.params;
    const { title } = found(await findCalled(work, kind, id));
    const { filter } = await readForPage(event, work, pastFilter);
    const { items, next_cursor } = await listPast(work, id, filter);
    const past = { lines: await tellHistory(work, items), next_cursor };
    return {
      title,
      href: addressOf(kind, id) ?? "/",
      list: listLink(kind),
      isPastClosed: isPastClosed(work.actor, kind),
      ...past,
    };
  });
