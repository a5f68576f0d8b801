import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { today } from "#platform/time.ts";
import { isOpenedByHand } from "./first-week.model.ts";
import { findFirstWeek } from "./first-week.queries.server.ts";

/** Ticks off a task that nothing but opening it does; answers where it is done. */
export async function openTask(work: Work, task: string): Promise<string> {
  if (!isOpenedByHand(work.actor.role, task)) throw new NotFoundError();
  const step = (await findFirstWeek(work)).find((one) => one.task === task);
  if (!step) return "/";
  if (!step.isDone) await say(work, { opened: [task] });
  return step.href;
}

/** The actor wants to see it no more. */
export async function putFirstWeekAway(work: Work): Promise<void> {
  await say(work, { is_put_away: true });
}

/** It stands on Today again from this day on, as far as it was done; where all of it was, it begins anew. Answers which. */
export async function bringFirstWeekBack(work: Work): Promise<"back" | "anew"> {
  await say(work, { is_put_away: false, shown_from: today() });
  if ((await findFirstWeek(work)).length > 0) return "back";
  await say(work, { opened: null });
  return "anew";
}

type Said = { is_put_away?: boolean; shown_from?: string; opened?: string[] | null };

/** What is said of the first week is the person's own, read by nobody else, and no act of the union: it has no line in the history. */
async function say(work: Work, { opened, ...said }: Said): Promise<void> {
  const { userId } = work.actor;
  if (!userId) throw new ForbiddenError();
  const added = opened ?? [];
  await work.trx
    .insertInto("learning_first_week")
    .values({ user_id: userId, opened: added, ...said })
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet({
        ...said,
        opened: opened === null ? [] : sql<string[]>`learning_first_week.opened || ${added}::text[]`,
      }),
    )
    .execute();
}
