import { headingOf } from "#modules/imports/column.model.ts";
import { findImport, listProblems } from "#modules/imports/import.queries.server.ts";
import type { ImportKind } from "#modules/imports/column.model.ts";
import { IMPORTABLE } from "#modules/imports/importable.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import type { PageServerLoad } from "./$types";

/** As many as are kept of an import; the page shows the first and opens the others. */
const MOST_SHOWN = 5000;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const row = found(await findImport(work, event.params.importId));
    const mapping = row.mapping as Record<string, number>;
    const columns = IMPORTABLE[row.kind as ImportKind].set.columns
      .filter((one) => one.name in mapping)
      .map((one) => ({ heading: headingOf(one), number: (mapping[one.name] ?? 0) + 1 }));
    return {
      row,
      kind: wordsOfValue("nav_", "kind", row.kind),
      columns,
      problems: await listProblems(work, row.id, MOST_SHOWN),
    };
  });
