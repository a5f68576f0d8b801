import { findAccount } from "#modules/access/account.queries.server.ts";
import { show } from "#platform/http.server.ts";
import { findSetUp } from "../set-up.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { people, invited } = await findSetUp(work);
    const own = await findAccount(work, work.actor.userId ?? "");
    return { hasOthers: people > 1, invited, hasSecondStep: own?.has_second_step ?? false };
  });
