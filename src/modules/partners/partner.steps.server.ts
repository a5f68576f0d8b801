import { z } from "zod";
import { didGrant, grantForm } from "#modules/exchanges/exchange.forms.ts";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { closePartner, reopenPartner } from "./partner.commands.server.ts";
import { closeForm, suggestForm } from "./partner.forms.ts";
import { grantPartner, suggestCorrection } from "./partner-grant.commands.server.ts";
import type { StepName } from "./partner.model.ts";

type Fields = "reason" | "grant" | "suggest";

/** What each step asks and does. */
export const STEP_ACTS: Record<StepName, StepAct<Fields>> = {
  close: act(closeForm, closePartner, { fields: "reason", isDanger: true }),
  reopen: act(z.object({}), reopenPartner),
  grant: act(grantForm, grantPartner, { fields: "grant", did: didGrant }),
  suggest: act(suggestForm, suggestCorrection, { fields: "suggest" }),
};
