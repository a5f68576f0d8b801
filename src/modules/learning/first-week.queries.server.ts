import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { Item } from "./first-week.model.ts";
import { FIRST_WEEK, SHOWN_DAYS } from "./first-week.model.ts";
import type { TaskName } from "./manual.model.ts";
import { findOpenSetUp } from "./first-week-set-up.queries.server.ts";
import { CHAPTERS } from "./manual.model.ts";

/** A task of the first week: where it is done, whether it is, and whether opening it is what does it. */
export type Step = {
  task: TaskName;
  href: string;
  isDone: boolean;
  isOpened: boolean;
  says: Item["says"] | undefined;
};

/**
 * What the actor still does in the first weeks; nothing once all of it is done, it was put away, or the weeks are over. One statement: what
 * shows that a thing was done is asked of the history only while it is shown. Of who keeps the union more is asked: what its set-up left open.
 */
export async function findFirstWeek(work: Work): Promise<Step[]> {
  const { role, userId } = work.actor;
  if (!role || !userId) return [];
  const { rows } = await sql<{ opened: string[]; told: string[]; country: string | null }>`
    with mine as (
      select coalesce(learning_first_week.shown_from, begun.on_day) as since, coalesce(learning_first_week.opened, '{}') as opened
      from (select min(from_on) as on_day from access_appointment where access_appointment.user_id = ${userId}) as begun
      left join learning_first_week on learning_first_week.user_id = ${userId}
      where not coalesce(learning_first_week.is_put_away, false)
    )
    select mine.opened,
      array(select distinct history.subject_kind || '.' || history.action from history
        where history.user_id = ${userId} and history.at >= mine.since - ${SHOWN_DAYS}::int) as told,
      (select coalesce(unit.country_iso2, (select unit_accreditation.country_iso2 from unit_accreditation
        where unit_accreditation.unit_id = unit.id limit 1)) from unit where unit.id = ${work.actor.unitId ?? null}) as country
    from mine where mine.since > ${addDays(today(), -SHOWN_DAYS)}::date`.execute(work.trx);
  const [row] = rows;
  if (!row) return [];
  const items = FIRST_WEEK[role];
  const open = items.some((item) => item.open) ? await findOpenSetUp(work) : [];
  const steps = items.flatMap((item) => {
    const step = stepOf(item, row, work.actor.unitId);
    // What the set-up did already is nobody's first week; what its reader did stays ticked off.
    return item.open && !step.isDone && !open.includes(item.open) ? [] : [step];
  });
  return steps.every((step) => step.isDone) ? [] : steps;
}

type Known = { opened: string[]; told: string[]; country: string | null };

function stepOf({ task, shown, at, says }: Item, { opened, told, country }: Known, unitId: string | undefined): Step {
  const [chapter = "", name = ""] = task.split(".");
  const begins = (CHAPTERS as Record<string, Record<string, { opens: string }>>)[chapter]?.[name]?.opens ?? "/";
  const place = at?.replace("{unit}", unitId ?? "").replace("{country}", country ?? "");
  return {
    task,
    href: place ? place.replace(/\/$/, "") : begins,
    isDone: shown ? shown.some((line) => told.includes(line)) : opened.includes(task),
    isOpened: !shown,
    says,
  };
}

/** Whether the first week can be brought back: it is not on Today now. */
export async function isFirstWeekAway(work: Work): Promise<boolean> {
  return (await findFirstWeek(work)).length === 0;
}
