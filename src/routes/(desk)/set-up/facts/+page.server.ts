import { show } from "#platform/http.server.ts";
import { findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { packs, identity } = await findSetUp(work);
    return { packs, isSaid: identity.id !== null };
  });
