import { canInvite } from "#modules/access/access.policy.ts";
import { noForm } from "#modules/access/account.forms.ts";
import type { InvitationStep } from "#modules/access/account.model.ts";
import {
  findOpenInvitation,
  resendInvitation,
  withdrawInvitation,
} from "#modules/access/invitation.commands.server.ts";
import { config } from "#platform/config.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import type { RequestEvent } from "@sveltejs/kit";

type Event = RequestEvent & { params: { invitationId: string; step: InvitationStep } };

export const load = (event: Event) =>
  read(event, async (work) => {
    const invitation = found(await findOpenInvitation(work, event.params.invitationId));
    requirePermission(canInvite(work.actor, invitation.unit_path));
    return { name: invitation.name, email: invitation.email, step: event.params.step };
  });

export const actions = {
  default: (event: Event) =>
    submit(event, noForm, async (work) => {
      const { invitationId, step } = event.params;
      if (step === "resend") await resendInvitation(work, invitationId, config.origin);
      else await withdrawInvitation(work, invitationId);
      return `/people?did=invitation_${step}`;
    }),
};
