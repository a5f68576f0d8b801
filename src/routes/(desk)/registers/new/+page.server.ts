import { registerPaper } from "#modules/registers/register.commands.server.ts";
import { registerForm } from "#modules/registers/register.forms.ts";
import { canRegister } from "#modules/registers/register.policy.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canRegister(work.actor));
    const unit = found(await findUnit(work, work.actor.unitId ?? ""));
    return { unit: nameOf(unit), today: today() };
  });

export const actions: Actions = onSubmit(registerForm, async (work, paper) => {
  const id = await registerPaper(work, paper);
  return `/registers/${id}?did=registered`;
});
