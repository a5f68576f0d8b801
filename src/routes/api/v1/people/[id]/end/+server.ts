import { endAppointment } from "#modules/access/access.commands.server.ts";
import { endAppointmentForm } from "#modules/access/access.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, endAppointmentForm, async (work, end) => {
    await endAppointment(work, event.params.id, end);
    return event.params.id;
  });
