import { z } from "zod";
import { withdrawHosting } from "#modules/delegations/delegation-hosting.commands.server.ts";
import { canKeepHosting } from "#modules/delegations/delegation-hosting.policy.ts";
import { findHosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const hosting = found(await findHosting(work, event.params.hostingId));
    requirePermission(canKeepHosting(work.actor, hosting));
    return { hosting };
  });

export const actions: Actions = onSubmit(z.object({}), async (work, _nothing, { params }) => {
  await withdrawHosting(work, params.hostingId);
  return `/delegations/hostings/${params.hostingId}?did=hosting_withdrawn`;
});
