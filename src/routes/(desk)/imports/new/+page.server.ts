import { readSent, tryImport } from "#modules/imports/import.commands.server.ts";
import { uploadForm } from "#modules/imports/import.forms.ts";
import { canImport } from "#modules/imports/import.policy.ts";
import { IMPORT_KINDS } from "#modules/imports/column.model.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onPrepared } from "#platform/http.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import type { Actions, PageServerLoad } from "./$types";
import { bytesOfFile } from "#platform/large-form.server.ts";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canImport(work.actor));
    return { kinds: IMPORT_KINDS.map((kind) => ({ value: kind, label: wordsOfValue("nav_", "kind", kind) })) };
  });

export const actions: Actions = onPrepared(uploadForm, async ({ kind, file }, { locals }) => {
  const sent = await readSent(locals.actor, { kind, name: file.name, bytes: await bytesOfFile(file) });
  return async (work) => `/imports/${await tryImport(work, sent)}`;
});
