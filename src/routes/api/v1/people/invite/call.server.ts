import type { Handler } from "#platform/asked.ts";
import { invitePerson } from "#modules/access/access.commands.server.ts";
import { inviteForm } from "#modules/access/access.forms.ts";
import { listInvitations } from "#modules/access/people.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listInvitations(work) }));

export const POST: Handler = (event) =>
  answerDone(event, inviteForm, (work, invitation) => invitePerson(work, invitation, event.url.origin));
