import { COLUMNS } from "#modules/imports/column.model.ts";
import { findImport, listProblems } from "#modules/imports/import.queries.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const row = found(await findImport(work, event.params.importId));
    const mapping = row.mapping as Record<string, number>;
    const columns = COLUMNS[row.kind as keyof typeof COLUMNS]
      .filter((one) => one.field in mapping)
      .map((one) => ({ heading: one.headings[0] ?? one.field, number: (mapping[one.field] ?? 0) + 1 }));
    return { row, columns, problems: await listProblems(work, row.id) };
  });
