import { canInvite } from "#modules/access/access.policy.ts";
import { noForm } from "#modules/access/account.forms.ts";
import type { InvitationStep } from "#modules/access/account.model.ts";
import {
  findOpenInvitation,
  resendInvitation,
  withdrawInvitation,
} from "#modules/access/invitation.commands.server.ts";
import { sendsLetters } from "#platform/mail-transport.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, showMade, submit } from "#platform/http.server.ts";
import type { RequestEvent } from "@sveltejs/kit";

type Event = RequestEvent & { params: { invitationId: string; step: InvitationStep } };

export const load = (event: Event) =>
  read(event, async (work) => {
    const invitation = found(await findOpenInvitation(work, event.params.invitationId));
    requirePermission(canInvite(work.actor, invitation.unit_path));
    const { name, email } = invitation;
    return { name, email, step: event.params.step, hasServer: sendsLetters() };
  });

export const actions = {
  default: (event: Event) => {
    const { invitationId, step } = event.params;
    const resend = (work: Parameters<typeof resendInvitation>[0]) =>
      resendInvitation(work, invitationId, event.url.origin);
    // No letter takes the new link there: it is shown to whoever asked for it.
    if (step === "resend" && !sendsLetters()) return showMade(event, noForm, resend, "rule_link_shown");
    return submit(event, noForm, async (work) => {
      if (step === "resend") await resend(work);
      else await withdrawInvitation(work, invitationId);
      return `/people?did=invitation_${step}`;
    });
  },
};
