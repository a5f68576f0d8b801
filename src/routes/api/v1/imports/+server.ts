import { json } from "@sveltejs/kit";
import { commitImport, tryImport } from "#modules/imports/import.commands.server.ts";
import { uploadForm } from "#modules/imports/import.forms.ts";
import { findImport, listImports, listProblems } from "#modules/imports/import.queries.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answer, answerProblem, refuseFields } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => ({ items: await listImports(work), next_cursor: null }));

/** Tries the workbook; without `try=true` what was understood is then written by the worker. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData().catch(() => new FormData());
  const read = uploadForm.safeParse({
    kind: event.url.searchParams.get("kind") ?? form.get("kind"),
    file: form.get("file"),
  });
  if (!read.success) return refuseFields(read.error);
  const { kind, file } = read.data;
  try {
    const account = await inWork(event.locals.actor, async (work) => {
      const id = await tryImport(work, { kind, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      if (event.url.searchParams.get("try") !== "true") await commitImport(work, id);
      const row = await findImport(work, id);
      return {
        id,
        status: row?.status,
        rows: row?.rows,
        created: row?.created,
        updated: row?.updated,
        skipped: row?.skipped,
        refused: row?.refused,
        remarks: row?.remarks,
        problems: await listProblems(work, id),
      };
    });
    return json(account, { status: 201 });
  } catch (cause) {
    return answerProblem(cause);
  }
};
