import { unitLinesForm } from "#modules/units/unit.forms.ts";
import { foundUnits } from "#modules/units/unit-lines.commands.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { wishFor } from "#platform/offer.ts";
import { findSetUp } from "../set-up.server.ts";
import { after } from "../set-up.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { packs, units } = await findSetUp(work);
    const tree = packs.find((pack) => pack.files.some((one) => one.isTree));
    return {
      units,
      parents: await offerUnits(work, wishFor(event.locals, "parent_id")),
      // A pack's tree is planted whole, and only where nothing grows yet.
      tree: units > 1 ? null : (tree?.pack ?? null),
    };
  });

export const actions: Actions = onSubmit(unitLinesForm, async (work, input) => {
  const { made, otherwise } = await foundUnits(work, input);
  return `${after("units")}?did=${otherwise > 0 ? `units_founded_otherwise&count=${otherwise}` : `units_founded_counted&count=${made}`}`;
});
