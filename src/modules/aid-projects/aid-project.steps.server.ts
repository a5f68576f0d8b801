import { didGrant, grantForm } from "#modules/exchanges/exchange.forms.ts";
import { act } from "#platform/steps.ts";
import { statementForm } from "./aid-project.forms.ts";
import { grantProject, stateProject } from "./aid-project-statement.commands.server.ts";

/** What is done with a project as a whole, each on a page of its own. */
export const STEP_ACTS = {
  grant: act(grantForm, grantProject, { did: didGrant, says: "Give or end access" }),
  state: act(statementForm, stateProject, { did: () => "stated" }),
};
