import type { RequestEvent } from "@sveltejs/kit";
import { addFact } from "#modules/reference/reference-fact.commands.server.ts";
import { FACT_FORMS } from "#modules/reference/reference-fact.forms.ts";
import { MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const kind = event.params.facts;
    requirePermission(canCorrectFacts(work.actor) && MAY_BE_ADDED.includes(kind));
    return { kind, countries: await listCountryChoices(work) };
  });

export const actions: Actions = {
  default: (event: RequestEvent & { params: { facts: keyof typeof FACT_FORMS } }) => {
    const kind = event.params.facts;
    return submit(event, FACT_FORMS[kind].form, async (work, input) => {
      await addFact(work, kind, input);
      return `/facts/${kind}?did=saved${kind === "days" ? `&year=${String(input.on_date).slice(0, 4)}` : ""}`;
    });
  },
};
