import { answerForm } from "#modules/activities/activity.forms.ts";
import { canJoin } from "#modules/activities/activity.policy.ts";
import { decideTwin } from "#modules/activities/activity-twin.commands.server.ts";
import { stayingOf } from "#modules/activities/activity-twin.model.ts";
import { findTwin } from "#modules/activities/activity-twin.queries.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { findBoth, whoDecides } from "../../../both.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(work.actor.reach !== "outside");
    const [one, other] = await findBoth(work, event.params);
    const codes = [...new Set([...one.countries, ...other.countries])];
    const isDecided = one.kept_in_id !== null || other.kept_in_id !== null;
    const decided = await findTwin(work, [one.id, other.id]);
    return {
      both: [one, other] as const,
      stays: stayingOf(one, other) === one ? ("this_stays" as const) : ("other_stays" as const),
      keptId: decided?.is_same ? decided.other_id : null,
      areTwo: decided?.is_same === false && decided.is_told,
      countryNames: await listCountryNames(work, codes, event.locals.locale),
      may: { decide: canJoin(work.actor, one, other) && !isDecided, separate: canJoin(work.actor, one, other) },
      asked: canJoin(work.actor, one, other) ? null : await whoDecides(work, one, other),
    };
  });

export const actions: Actions = onSubmit(answerForm, async (work, { answer }, { params }) => {
  const id = await decideTwin(work, params.activityId, { answer, other_id: params.otherId });
  return `/activities/${id}?did=activity_${answer === "different" ? "told_apart" : "joined"}`;
});
