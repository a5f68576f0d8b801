import { listTags, tagsOf, unknownTags, unusedTags } from "#modules/paper-templates/paper-tags.model.ts";
import { partsOfPath, tagOf, wordOfTag } from "#modules/paper-templates/paper-template.model.ts";
import { listInForce, listTemplates } from "#modules/paper-templates/paper-template.queries.server.ts";
import { formatInstant } from "#platform/format.ts";
import { show } from "#platform/http.server.ts";
import { listRecords } from "../../records.server.ts";
import { addressOf, placeOf, unitOf } from "../../template.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

const braced = (tag: string) => `{${tag}}`;

export const load: PageServerLoad = (event) =>
  show(event, async (work) => {
    const place = placeOf(event.params);
    const { unit, mayKeep } = await unitOf(work, event.url);
    const tags = tagsOf(place.paper);
    const versions = await listTemplates(work, { ...place, unitId: unit.id });
    const isOfPlace = (one: { paper: string; language: string }) =>
      one.paper === place.paper && one.language === place.language;
    const parent = unit.path.split(".").slice(0, -1).join(".");
    const above = parent ? (await listInForce(work, parent)).find(isOfPlace) : undefined;
    const inForce = versions.find((one) => one.in_force_since !== null);
    const used = inForce ?? versions[0];
    // Conditions may stand around a list and what is in it.
    const isUsed = (path: string) => used?.tags.some((tag) => `\n${tag}`.endsWith(`\n${path}`)) ?? false;
    return {
      ...place,
      unit,
      mayKeep,
      address: addressOf(place),
      above,
      isOwnInForce: inForce !== undefined,
      records: await listRecords(work, place, unit),
      versions: versions.map(({ id, ordinal, note, added_by_name, created_at, in_force_since, failed_at, ...one }) => ({
        ...{ id, ordinal, note, added_by_name },
        day: formatInstant(created_at),
        failed: failed_at && formatInstant(failed_at),
        isInForce: in_force_since !== null,
        unknown: unknownTags(one.tags, tags).map(({ path, nearest }) => ({
          tag: braced(tagOf(path)),
          nearest: nearest && braced(nearest),
        })),
      })),
      unused: used && unusedTags(used.tags, tags).map(braced).join(" "),
      tags: listTags(tags).map(({ path, isList }) => ({
        said: partsOfPath(path).map(braced).join(" › "),
        word: wordOfTag(path),
        isList,
        isUsed: isUsed(path),
      })),
    };
  });
