import { codeForm } from "#modules/access/access.forms.ts";
import { confirmSecondStep } from "#modules/access/second-step.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: (event) => {
    const { id } = freshSessionOf(event);
    return submit(event, codeForm, async (work, { digits }) => {
      await confirmSecondStep(work, digits, id);
      return "/me?did=two_factor_on";
    });
  },
};
