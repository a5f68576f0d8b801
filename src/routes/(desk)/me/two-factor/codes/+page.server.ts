import { renewBackupCodes } from "#modules/access/second-step.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { asPage } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void freshSessionOf(event);

export const actions: Actions = {
  default: async (event) => {
    freshSessionOf(event);
    // Shown once on this answer, so there is no redirect.
    return {
      codes: await inWork(event.locals.actor, renewBackupCodes).catch((cause: unknown) => {
        throw asPage(cause);
      }),
    };
  },
};
