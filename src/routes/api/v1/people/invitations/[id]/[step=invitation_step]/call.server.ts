import { noForm } from "#modules/access/account.forms.ts";
import type { InvitationStep } from "#modules/access/account.model.ts";
import { resendInvitation, withdrawInvitation } from "#modules/access/invitation.commands.server.ts";
import { answerDone } from "#platform/calls.server.ts";
import { ownUnion } from "#platform/union.server.ts";
import type { Asked } from "#platform/asked.ts";

type Event = Asked<{ id: string; step: InvitationStep }>;

export const POST = (event: Event) =>
  answerDone(event, noForm, async (work) => {
    const { id, step } = event.params;
    if (step === "resend") await resendInvitation(work, id, ownUnion().origin);
    else await withdrawInvitation(work, id);
    return id;
  });
