import { speakerForm } from "#modules/access/body.forms.ts";
import { canAppoint } from "#modules/access/access.policy.ts";
import { listBodies } from "#modules/access/body.queries.server.ts";
import { findAppointment } from "#modules/access/people.queries.server.ts";
import { speakFor } from "#modules/exchanges/exchange-body.commands.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const one = found(await findAppointment(work, event.params.appointmentId));
    requirePermission(canAppoint(work.actor, one.unit_path));
    const bodies = await listBodies(work);
    return {
      name: one.name,
      body_id: one.body_id,
      bodies: bodies
        .filter(({ id, kind, is_closed }) => kind === one.role && (!is_closed || id === one.body_id))
        .map(({ id, name }) => ({ value: id, label: name })),
    };
  });

export const actions: Actions = onSubmit(speakerForm, async (work, speaker, { params }) => {
  await speakFor(work, params.appointmentId, speaker);
  return "/people?did=saved";
});
