import { listGrantChoices } from "#modules/access/access.queries.server.ts";
import type { StepName } from "#modules/partners/partner.model.ts";
import { GUESTS } from "#modules/partners/partner.model.ts";
import { canTake } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
import { STEP_ACTS } from "#modules/partners/partner.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

type Params = { partnerId: string; step: StepName };

export const { load, actions } = stepPages({
  kind: "partner",
  acts: STEP_ACTS,
  find: findPartner,
  mayTake: canTake,
  show: async (work, { name, named_user_ids }, step) => ({
    name,
    offered: step === "grant" ? await listGrantChoices(work, GUESTS, named_user_ids) : undefined,
  }),
})(({ partnerId, step }: Params) => ({ id: partnerId, step }));
