import { canKeepTemplatesOf } from "#modules/paper-templates/paper-template.policy.ts";
import { listInForce, listTemplates } from "#modules/paper-templates/paper-template.queries.server.ts";
import { formatInstant } from "#platform/format.ts";
import { show } from "#platform/http.server.ts";
import { addressOf, listPlaces, unitOf } from "./template.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const { unit, mayKeep } = await unitOf(work, event.url);
    const inForce = await listInForce(work, unit.path);
    const templates = await listTemplates(work);
    // Versions of one template are one line: the one in force, else the newest.
    const lines = Map.groupBy(templates, (one) => `${one.unit_id} ${one.paper} ${one.language}`);
    return {
      unit,
      mayKeep,
      places: listPlaces().map((place) => {
        const own = inForce.find((one) => one.paper === place.paper && one.language === place.language);
        return {
          ...place,
          href: `${addressOf(place)}?unit=${unit.id}`,
          own: own && { ...own, day: formatInstant(own.since) },
        };
      }),
      units: [...lines.values()].flatMap((versions) => {
        const one = versions.find((version) => version.in_force_since) ?? versions[0];
        if (!one) return [];
        const { paper, language, ordinal, added_by_name, unit_name, unit_name_in, unit_id } = one;
        return {
          ...{ paper, language, ordinal, added_by_name, unit_name, unit_name_in },
          day: formatInstant(one.created_at),
          isInForce: one.in_force_since !== null,
          mayKeep: canKeepTemplatesOf(work.actor, one.unit_path),
          href: `${addressOf(one)}?unit=${unit_id}`,
        };
      }),
    };
  });
