import { redirect } from "@sveltejs/kit";
import { createFirstAdministrator } from "#modules/access/access.commands.server.ts";
import { firstForm } from "#modules/access/access.forms.ts";
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { submit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  if (await inReading(system, hasAnybody)) redirect(303, "/sign-in");
  return { locale: locals.locale };
};

export const actions: Actions = {
  default: (event) => {
    event.locals.actor = system;
    return submit(event, firstForm, async (work, first) => {
      await createFirstAdministrator(work, first);
      return "/sign-in";
    });
  },
};
