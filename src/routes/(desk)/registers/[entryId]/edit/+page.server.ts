import { editEntry } from "#modules/registers/register.commands.server.ts";
import { editEntryForm } from "#modules/registers/register.forms.ts";
import { canKeepBook } from "#modules/registers/register.policy.ts";
import { findEntry } from "#modules/registers/register.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const entry = found(await findEntry(work, event.params.entryId));
    requirePermission(canKeepBook(work.actor, entry.unit_path) && entry.status === "registered");
    return { entry };
  });

export const actions: Actions = onSubmit(editEntryForm, async (work, edit, { params }) => {
  await editEntry(work, params.entryId, edit);
  return `/registers/${params.entryId}?did=saved`;
});
