import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { load as read } from "#platform/http.server.ts";
import { submitNewPart } from "#platform/part-page.server.ts";
import { openProject } from "../../project.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ project: await openProject(work, event.params.projectId) }));

export const actions: Actions = {
  default: (event) => {
    const place = { recordId: event.params.projectId, name: "amount" } as const;
    return submitNewPart(event, AID_PROJECT_PARTS, place, `/aid-projects/${place.recordId}?did=saved`);
  },
};
