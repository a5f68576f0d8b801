import { renamePersonForm } from "#modules/access/access.forms.ts";
import { canAppoint } from "#modules/access/access.policy.ts";
import { findAppointment } from "#modules/access/people.queries.server.ts";
import { renamePerson } from "#modules/access/person-name.commands.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const one = found(await findAppointment(work, event.params.appointmentId));
    requirePermission(canAppoint(work.actor, one.unit_path));
    return { name: one.name };
  });

export const actions: Actions = onSubmit(renamePersonForm, async (work, input, { params }) => {
  await renamePerson(work, params.appointmentId, input);
  return "/people?did=person_renamed";
});
