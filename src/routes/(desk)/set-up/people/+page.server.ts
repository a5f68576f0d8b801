import { show } from "#platform/http.server.ts";
import { findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { people, invited } = await findSetUp(work);
    return { hasOthers: people > 1, invited };
  });
