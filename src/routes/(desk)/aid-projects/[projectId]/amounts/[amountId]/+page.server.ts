import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { findPart } from "#platform/part.server.ts";
import { submitPart } from "#platform/part-page.server.ts";
import { openProject } from "../../project.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const placeOf = ({ projectId, amountId }: { projectId: string; amountId: string }) =>
  ({ recordId: projectId, name: "amount", id: amountId }) as const;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({
    project: await openProject(work, event.params.projectId),
    amount: found(await findPart(work, AID_PROJECT_PARTS, placeOf(event.params))),
  }));

export const actions: Actions = {
  default: (event) =>
    submitPart(event, AID_PROJECT_PARTS, placeOf(event.params), `/aid-projects/${event.params.projectId}?did=saved`),
};
