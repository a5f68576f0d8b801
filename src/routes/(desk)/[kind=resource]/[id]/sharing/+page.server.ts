import type { Reader } from "#modules/sharing/sharing.queries.server.ts";
import { findSharing, listSharingHistory } from "#modules/sharing/sharing.queries.server.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { isPastClosed } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { wordsFor } from "#platform/words.server.ts";
import { listLink } from "../list-link.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { kind, id } = event.params;
    const { readers, lacks, named_ids: _ids, ...sharing } = found(await findSharing(work, kind, id));
    return {
      ...sharing,
      lacks: lacks && wordsFor(lacks),
      href: addressOf(kind, id) ?? "/",
      list: listLink(kind),
      grounds: byGround(readers),
      history: await tellHistory(work, await listSharingHistory(work, id)),
      isPastClosed: isPastClosed(work.actor, kind),
    };
  });

/** Each person once, under what lets them in first of all, with the roles held. */
function byGround(readers: Reader[]) {
  const people = [...Map.groupBy(readers, (one) => one.user_id)].map(([id, [first, ...others]]) => ({
    id,
    name: first?.name ?? "",
    why: first?.why[0] ?? "everybody",
    roles: [first, ...others].map((one) => ({ role: one?.role ?? "", unit: one?.unit ?? "" })),
  }));
  return [...Map.groupBy(people, (one) => one.why)].map(([ground, each]) => ({ ground, people: each }));
}
