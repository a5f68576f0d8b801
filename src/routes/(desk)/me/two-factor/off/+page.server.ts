import { noForm } from "#modules/access/account.forms.ts";
import { endSecondStep } from "#modules/access/second-step.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void freshSessionOf(event);

export const actions: Actions = {
  default: (event) => {
    const { id } = freshSessionOf(event);
    return submit(event, noForm, async (work) => {
      await endSecondStep(work, id);
      return "/me?did=two_factor_off";
    });
  },
};
