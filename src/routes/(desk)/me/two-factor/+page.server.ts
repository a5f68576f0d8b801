import { fail } from "@sveltejs/kit";
import { beginSecondStep, countBackupCodes } from "#modules/access/second-step.commands.server.ts";
import { isStrong } from "#modules/access/session.model.ts";
import { inWork } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { load as read } from "#platform/http.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  const { factor } = freshSessionOf(event);
  const isOwed = event.url.searchParams.has("owed") && !isStrong(factor);
  return read(event, async (work) => ({ isOwed, codesLeft: await countBackupCodes(work) }));
};

export const actions: Actions = {
  default: async (event) => {
    freshSessionOf(event);
    try {
      // Shown once on this answer, so there is no redirect.
      return await inWork(event.locals.actor, beginSecondStep);
    } catch (cause) {
      if (!(cause instanceof RuleError)) throw cause;
      return fail(409, { refusal: { values: {}, errors: {}, message: ruleInWords(cause.code) } });
    }
  },
};
