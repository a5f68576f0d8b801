import { show } from "#platform/http.server.ts";
import { packsOf, findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { packs, identity } = await findSetUp(work);
    return { packs: packsOf(packs, identity), isSaid: identity.id !== null };
  });
