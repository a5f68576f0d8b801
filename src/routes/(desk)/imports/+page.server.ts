import { canImport } from "#modules/imports/import.policy.ts";
import { listImports } from "#modules/imports/import.queries.server.ts";
import { nameOfKind } from "#modules/imports/importable.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canImport(work.actor));
    const imports = await listImports(work);
    return {
      imports: imports.map((one) => ({ ...one, name: nameOfKind(one.kind), when: formatInstant(one.created_at) })),
    };
  });
