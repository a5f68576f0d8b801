import { noForm } from "#modules/access/account.forms.ts";
import { renewBackupCodes } from "#modules/access/second-step.commands.server.ts";
import { showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => void freshSessionOf(event);

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(event, noForm, renewBackupCodes, "rule_codes_shown");
  },
};
