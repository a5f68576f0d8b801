import { canSayIdentity } from "#modules/identity/identity.policy.ts";
import { findIdentity } from "#modules/identity/identity.queries.server.ts";
import { sayPlace } from "#modules/identity/set-up.commands.server.ts";
import { placeStepForm } from "#modules/identity/set-up.forms.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { homeCalendar } from "#platform/home.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { listCountries } from "#modules/reference/reference.queries.server.ts";
import { sortedChoices } from "#platform/names.ts";
import { layoutsOf } from "#platform/paper-layout.ts";
import { after } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canSayIdentity(work.actor));
    const { id, ...said } = await findIdentity(work);
    const isOpen = said.country === null;
    return {
      // Until the country is said, its clock and its week are not chosen either.
      said: { ...said, zone: isOpen ? "" : said.zone, week_starts: isOpen ? "" : said.week_starts },
      isSaid: id !== null,
      // The home country is one of all.
      countries: sortedChoices(await listCountries(work), (one) => one.iso2),
      zones: [...new Set([...(isOpen ? [] : [said.zone]), "UTC", ...Intl.supportedValuesOf("timeZone")])].toSorted(),
      calendarEnd: (await findCalendarEnd(work, homeCalendar())) ?? null,
    };
  });

export const actions: Actions = onSubmit(placeStepForm, async (work, input) => {
  await sayPlace(work, input);
  const isAsked = layoutsOf(input.language).length > 1;
  return `${isAsked ? "/set-up/papers" : after("place")}?did=saved`;
});
