import { pageOf } from "../steps.server.ts";

export const { load, actions } = pageOf(({ activityId }: { activityId: string }) => ({ id: activityId, step: "copy" }));
