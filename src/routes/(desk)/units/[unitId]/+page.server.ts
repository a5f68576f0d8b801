import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { canKeepPosts, canOrganise } from "#modules/units/unit.policy.ts";
import { findUnit, listUnitParts } from "#modules/units/unit.queries.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const unit = found(await findUnit(work, event.params.unitId));
    return shown({
      unit: shown(unit),
      countryNames: await listCountryNames(work, unit.country_iso2 ? [unit.country_iso2] : [], event.locals.locale),
      ...(await listUnitParts(work, unit.id)),
      can: { organise: canOrganise(work.actor), posts: canKeepPosts(work.actor, unit) },
      history: await tellHistory(work, await listHistory(work, unit.id)),
    });
  });
