import { AID_PROJECT_PARTS } from "#modules/aid-projects/aid-project.parts.server.ts";
import { partPages } from "#platform/part-page.server.ts";

type Params = { projectId: string; amountId?: string };

export const parts = partPages(AID_PROJECT_PARTS, {
  lists: { amount: "amounts" },
  placeOf: ({ projectId, amountId }: Params) => ({ recordId: projectId, name: "amount", id: amountId }),
  show: (_work, { id, title }) => Promise.resolve({ project: { id, title } }),
});
