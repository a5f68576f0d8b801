import { endAppointment } from "#modules/access/access.commands.server.ts";
import { endAppointmentForm } from "#modules/access/access.forms.ts";
import { canAppoint } from "#modules/access/access.policy.ts";
import { findAppointment } from "#modules/access/people.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const one = found(await findAppointment(work, event.params.appointmentId));
    requirePermission(canAppoint(work.actor, one.unit_path));
    return { name: one.name, role: one.role, unit: nameOf(one, "unit_name"), today: today() };
  });

export const actions: Actions = onSubmit(endAppointmentForm, async (work, end, { params }) => {
  await endAppointment(work, params.appointmentId, end);
  return "/people?did=role_ended";
});
