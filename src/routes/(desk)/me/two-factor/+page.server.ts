import { noForm } from "#modules/access/account.forms.ts";
import { beginSecondStep, countBackupCodes } from "#modules/access/second-step.commands.server.ts";
import { load as read, showMade } from "#platform/http.server.ts";
import { pathOfSquare } from "#platform/qr.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import { goesOnAt } from "./goes-on.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  const goesOn = goesOnAt(event, freshSessionOf(event));
  return read(event, async (work) => ({ goesOn, codesLeft: await countBackupCodes(work) }));
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(
      event,
      noForm,
      async (work) => {
        const { secret, uri, backupCodes } = await beginSecondStep(work);
        // In groups of four it is typed into a telephone without losing the place.
        const groups = secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
        return { groups, uri, backupCodes, square: pathOfSquare(uri) };
      },
      "rule_codes_shown",
    );
  },
};
