import { findImport, listProblems } from "#modules/imports/import.queries.server.ts";
import { answer, found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const { id, status, rows, processed, created, updated, skipped, refused, remarks, failure } = found(
      await findImport(work, event.params.id),
    );
    return {
      id,
      status,
      rows,
      processed,
      created,
      updated,
      skipped,
      refused,
      remarks,
      failure,
      problems: await listProblems(work, id),
    };
  });
