import { readWaysIn } from "#modules/access/account.queries.server.ts";
import { listTokens } from "#modules/access/key.queries.server.ts";
import { countBackupCodes } from "#modules/access/second-step.commands.server.ts";
import { listSessions } from "#modules/access/session.queries.server.ts";
import { isFirstWeekAway } from "#modules/learning/first-week.queries.server.ts";
import { offeredLanguages } from "#platform/home.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { userId = "", email } = work.actor;
    const here = event.locals.session?.id;
    return {
      email,
      language: work.actor.locale,
      offered: offeredLanguages(),
      ways: await readWaysIn(work, userId),
      codesLeft: await countBackupCodes(work),
      isFirstWeekAway: await isFirstWeekAway(work),
      tokens: await listTokens(work),
      // Only who signed in sees from where: a program's key has no sessions.
      sessions: here ? (await listSessions(work, userId)).map((one) => ({ ...one, isHere: one.id === here })) : [],
    };
  });
