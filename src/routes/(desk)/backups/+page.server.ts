import { findBackupState, findTrail, listRuns, mayKnowBackups } from "#platform/backup-state.server.ts";
import type { RunTold } from "#platform/backup-state.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read } from "#platform/http.server.ts";
import { ruleInWords } from "#platform/words.server.ts";
import type { PageServerLoad } from "./$types";

/** Why a run failed, in the reader's words; nothing where it did not. */
const whyOf = ({ why, why_details }: Pick<RunTold, "why" | "why_details">) =>
  why ? ruleInWords(why, why_details as Record<string, string | number>) : undefined;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(mayKnowBackups(work));
    const { lastFailed, ...state } = await findBackupState(work);
    const trail = findTrail();
    const runs = await listRuns(work);
    return {
      ...state,
      lastFailed: lastFailed && { at: lastFailed.started_at, why: whyOf(lastFailed) ?? "" },
      trail: trail && { ...trail, failure: trail.why ? ruleInWords(trail.why, trail.details) : undefined },
      runs: runs.map((run) => ({ ...run, failure: whyOf(run) })),
    };
  });
