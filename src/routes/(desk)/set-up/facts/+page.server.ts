import { show } from "#platform/http.server.ts";
import { packsOf, findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { packs, identity } = await findSetUp(work);
    const own = packsOf(packs, identity);
    const isAll = event.url.searchParams.has("all");
    return { packs: isAll ? packs : own, isAll, others: packs.length - own.length, isSaid: identity.id !== null };
  });
