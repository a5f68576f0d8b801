import { z } from "zod";
import { undoImport } from "#modules/imports/import.commands.server.ts";
import { findImport } from "#modules/imports/import.queries.server.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => ({ row: found(await findImport(work, event.params.importId)) }));

export const actions: Actions = onSubmit(z.object({}), async (work, _nothing, { params }) => {
  await undoImport(work, params.importId);
  return `/imports/${params.importId}?did=import_undone`;
});
