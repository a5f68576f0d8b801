import { show } from "#platform/http.server.ts";
import { findSetUp } from "./set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { identity, done } = await findSetUp(work);
    return { done, isSetUp: identity.is_set_up, isSaid: identity.id !== null };
  });
