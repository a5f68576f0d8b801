import { explainGap } from "#modules/registers/register.commands.server.ts";
import { gapForm } from "#modules/registers/register.forms.ts";
import { canRegister } from "#modules/registers/register.policy.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, (work) => {
    requirePermission(canRegister(work.actor));
    const { kind, year, from, until } = Object.fromEntries(event.url.searchParams);
    return Promise.resolve({ asked: { kind, year: year ?? today().slice(0, 4), from, until } });
  });

export const actions: Actions = onSubmit(gapForm, async (work, gap) => {
  await explainGap(work, gap);
  return `/registers?kind=${gap.kind}&year=${gap.year}&did=gap_explained`;
});
