import { z } from "zod";
import { choice, flag, optionalChoice, optionalText, version } from "#platform/forms.ts";
import { PAPER_LAYOUTS } from "#platform/paper-layout.ts";
import { isZone } from "#platform/zone.ts";
import { identityForm } from "./identity.forms.ts";
import { WEEK_STARTS } from "./identity.model.ts";

/** The settings of a union a step at a time; each leaves the others as they are. */
export const unionStepForm = identityForm.pick({
  name: true,
  name_in: true,
  short_name: true,
  short_name_in: true,
  seal: true,
  seat: true,
  seat_in: true,
  accent: true,
  version: true,
});
/** Clock and week follow from the country where it has one of each. */
export const placeStepForm = identityForm
  .pick({
    country: true,
    currency: true,
    language: true,
    language_international: true,
    languages_further: true,
    version: true,
  })
  .extend({
    zone: optionalText(60).refine((said) => said === undefined || isZone(said), "error_zone"),
    week_starts: optionalChoice(WEEK_STARTS).transform((said) => (said === undefined ? undefined : Number(said))),
  });
/** Asked beside the place, where papers in the language that was chosen there can be laid out in several ways. */
export const papersStepForm = z.object({ paper_layout: choice(PAPER_LAYOUTS), version: version() });
export const withoutMailForm = z.object({ is_without_mail: flag() });
/** What is only confirmed: nothing is asked. */
export const confirmedForm = z.object({});
