import { colleagueChoices, listColleagues } from "#modules/access/everybody.queries.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { findSharing } from "#modules/sharing/sharing.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { choices } from "#platform/names.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { kind, id } = event.params;
    const { shared, mayChange, title, visibility, version, named_ids } = found(await findSharing(work, kind, id));
    requirePermission(mayChange);
    return {
      kind,
      title,
      back: `${addressOf(kind, id)}/sharing`,
      values: { visibility, version, named_ids, shared_ids: shared.map((one) => one.id) },
      people: colleagueChoices(await listColleagues(work)),
      units: choices(await listUnitChoices(work), (one) => one.id),
    };
  });

export const actions: Actions = onSubmit(sharingForm, async (work, asked, { params: { kind, id } }) => {
  await changeSharing(work, [kind, id], asked);
  return `${addressOf(kind, id)}/sharing?did=sharing_changed`;
});
