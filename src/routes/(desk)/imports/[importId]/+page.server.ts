import type { ImportKind } from "#modules/imports/column.model.ts";
import { countProblems, findTold, listProblems } from "#modules/imports/import.queries.server.ts";
import { IMPORTABLE } from "#modules/imports/importable.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import type { PageServerLoad } from "./$types";

/** So many a page; the next ones are a link away. */
const SHOWN = 200;
const MOST_ROWS = 200_000;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const row = found(await findTold(work, event.params.importId));
    const { set } = IMPORTABLE[row.kind as ImportKind];
    const asked = Number.parseInt(event.url.searchParams.get("from") ?? "0", 10);
    const from = Math.min(Math.max(0, asked || 0), MOST_ROWS);
    const [listed, total] = [
      await listProblems(work, row.id, { limit: SHOWN, after: from }),
      await countProblems(work, row.id),
    ];
    const problems = listed.map(({ record_id, kind, ...one }) => ({
      ...one,
      word: wordsOfValue("import_problem_kind", "kind", kind),
      // What an import that was taken back made is there no more; what remained is.
      href: record_id ? addressOf(set.table, record_id) : null,
    }));
    return { row, kind: wordsOfValue("nav_", "kind", row.kind), problems, total, from };
  });
