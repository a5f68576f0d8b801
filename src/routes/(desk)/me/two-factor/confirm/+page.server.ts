import { codeForm } from "#modules/access/access.forms.ts";
import { confirmSecondStep } from "#modules/access/second-step.commands.server.ts";
import { submit } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import { goesOnAt } from "../goes-on.server.ts";
import type { Actions } from "./$types";

export const actions: Actions = {
  default: (event) => {
    const session = freshSessionOf(event);
    const next = goesOnAt(event, session) ?? "/me";
    return submit(event, codeForm, async (work, { digits }) => {
      await confirmSecondStep(work, digits, session.id);
      return `${next}?did=two_factor_on`;
    });
  },
};
