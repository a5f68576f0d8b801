import { canImport } from "#modules/imports/import.policy.ts";
import { importList } from "#modules/imports/import.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { formatInstant } from "#platform/format.ts";
import { show as read } from "#platform/http.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canImport(work.actor));
    const page = await readList(event, work, importList);
    const items = page.items.map((one) => ({
      ...one,
      name: wordsOfValue("nav_", "kind", one.kind),
      when: formatInstant(one.created_at),
    }));
    return { ...page, items };
  });
