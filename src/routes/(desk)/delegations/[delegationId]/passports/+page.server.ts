import { readPassports } from "#modules/delegations/delegation-parts.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

/** Reading personal data is a write: the history says who read it. */
export const load: PageServerLoad = (event) =>
  problemPage(async () => ({
    delegationId: event.params.delegationId,
    passports: await inWork(event.locals.actor, (work) => readPassports(work, event.params.delegationId)),
  }));
