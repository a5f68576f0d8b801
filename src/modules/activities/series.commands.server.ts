import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { ownRights, recordHistory } from "#platform/history.server.ts";
import { today } from "#platform/time.ts";
import { changeActivity, lockActivity, recordActivity } from "./activity.commands.server.ts";
import type { seriesForm } from "./activity.forms.ts";
import { canEdit, canRecord } from "./activity.policy.ts";
import { findActivity } from "./activity.queries.server.ts";
import { findNextEdition } from "./series-edition.queries.server.ts";
import type { EditionAct } from "./series.model.ts";

/** A recurring event that editions will belong to; the whole union may add one of its own. */
export async function startSeries(work: Work, { name }: z.output<typeof seriesForm>): Promise<string> {
  requirePermission(canRecord(work.actor));
  const made = await work.trx
    .insertInto("activity_series")
    .values({ name, ...ownRights(work, "union"), created_by: work.actor.userId ?? null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["activity_series", made.id],
    action: "series_started",
    rights: made,
    after: { name },
  });
  return made.id;
}

/** The next edition of a series is a copy of the last, a year later, as a plan. */
export async function copyToNextEdition(work: Work, activityId: string): Promise<string> {
  requirePermission(canRecord(work.actor));
  const edition = await findNextEdition(work, activityId);
  return recordActivity(work, edition, requireRow(await findActivity(work, activityId)));
}

/** No edition follows this one: it is proposed no more. */
export const dropNext = saying("drop_next");
/** One may follow after all. */
export const resumeNext = saying("resume_next");

function saying(action: EditionAct) {
  return async (work: Work, activityId: string): Promise<void> => {
    const activity = await lockActivity(work, activityId);
    requirePermission(canEdit(work.actor, activity));
    if (!activity.series_id) throw new RuleError("rule_no_series");
    const no_next_on = action === "drop_next" ? today() : null;
    // Who taps twice has said it once.
    if ((activity.no_next_on === null) === (no_next_on === null)) return;
    await changeActivity(work, activityId, { no_next_on });
    await recordHistory(work, {
      subject: ["activity", activityId],
      action,
      rights: activity,
      before: { title: activity.title },
      after: { title: activity.title },
    });
  };
}
