import type { Mending, StepName } from "#modules/activities/activity.model.ts";
import type { EditionAct } from "#modules/activities/series.model.ts";
import { pageOf } from "../steps.server.ts";

type Params = { activityId: string; step: StepName | Mending | EditionAct };

export const { load, actions } = pageOf(({ activityId, step }: Params) => ({ id: activityId, step }));
