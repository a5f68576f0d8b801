import type { RequestEvent } from "@sveltejs/kit";
import { correctFact } from "#modules/reference/reference-fact.commands.server.ts";
import { FACT_FORMS, toForm } from "#modules/reference/reference-fact.forms.ts";
import type { Fact } from "#modules/reference/reference-fact.model.ts";
import { MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { findCorrection, findDelivered, findFact } from "#modules/reference/reference-fact.queries.server.ts";
import { canCorrectFacts } from "#modules/reference/reference.policy.ts";
import { listCountryChoices, listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { listWholePast } from "#platform/history.server.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { codesIn } from "../../fact-words.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { facts: kind, key } = event.params;
    requirePermission(canCorrectFacts(work.actor));
    const fact = await findFact(work, kind, key);
    const said = fact ? await findCorrection(work, kind, key) : found(await findCorrection(work, kind, key));
    const fields = fact?.fields ?? ((said?.fields ?? {}) as Fact["fields"]);
    return {
      kind,
      key,
      fields,
      /** Nothing when it was taken out, or added here and dropped again: then only what was said of it is told. */
      fact: fact ?? null,
      isTakenOut: said?.state === "taken_out",
      source: said?.source ?? null,
      values: fact ? toForm(kind, fact) : {},
      delivered: fact?.own_source ? ((await findDelivered(work, kind, key)) ?? null) : null,
      countries: await listCountryChoices(work),
      countryNames: await listCountryNames(work, codesIn([{ fields }]), event.locals.locale),
      mayTakeOut: MAY_BE_ADDED.includes(kind),
      history: said ? await tellHistory(work, await listWholePast(work, said.id)) : [],
    };
  });

export const actions: Actions = {
  default: (event: RequestEvent & { params: { facts: keyof typeof FACT_FORMS; key: string } }) => {
    const { facts: kind, key } = event.params;
    return submit(event, FACT_FORMS[kind].form, async (work, input) => {
      await correctFact(work, kind, key, input);
      return `/facts/${kind}?did=saved${kind === "days" ? `&year=${String(input.on_date).slice(0, 4)}` : ""}`;
    });
  },
};
