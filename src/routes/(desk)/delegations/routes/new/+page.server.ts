import { routeForm } from "#modules/delegations/delegation.forms.ts";
import { canKeepRoutes } from "#modules/delegations/delegation.policy.ts";
import { addRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepRoutes(work.actor));
    return { today: today() };
  });

export const actions: Actions = onSubmit(routeForm, async (work, route) => {
  await addRoute(work, route);
  return "/delegations/routes?did=saved";
});
