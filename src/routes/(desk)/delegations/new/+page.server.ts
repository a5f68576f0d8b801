import { findOwnCountry } from "#modules/countries/country.queries.server.ts";
import { draftDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { draftForm } from "#modules/delegations/delegation.forms.ts";
import { canPropose } from "#modules/delegations/delegation.policy.ts";
import { colleagueChoices, listColleagues } from "#modules/access/everybody.queries.server.ts";
import { listUsualReadersHere } from "#modules/delegations/delegation-sight.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listFactChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canPropose(work.actor));
    return {
      choices: await listFactChoices(work, event.locals),
      people: colleagueChoices((await listColleagues(work)).filter((one) => one.user_id !== work.actor.userId)),
      usual: await listUsualReadersHere(work),
      direction: event.url.searchParams.get("direction") ?? "outgoing",
      country: event.url.searchParams.get("country") ?? (await findOwnCountry(work)),
    };
  });

export const actions: Actions = onSubmit(
  draftForm,
  async (work, draft) => `/delegations/${await draftDelegation(work, draft)}?did=delegation_drafted`,
);
