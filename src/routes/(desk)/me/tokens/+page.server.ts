import { createToken, lastDayOfKeys } from "#modules/access/key.commands.server.ts";
import { keyForm } from "#modules/access/key.forms.ts";
import { requireRow } from "#platform/errors.ts";
import { showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return { last: lastDayOfKeys() };
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(event, keyForm, (work, { name, ...said }) =>
      createToken(work, requireRow(work.actor.userId), name, said),
    );
  },
};
