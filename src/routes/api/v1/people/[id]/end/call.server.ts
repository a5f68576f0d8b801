import type { Handler } from "#platform/asked.ts";
import { endAppointment } from "#modules/access/access.commands.server.ts";
import { endAppointmentForm } from "#modules/access/access.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, endAppointmentForm, async (work, end) => {
    await endAppointment(work, event.params.id, end);
    return event.params.id;
  });
