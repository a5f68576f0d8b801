import { editSymbolForm } from "#modules/registers/register.forms.ts";
import { canKeepSymbols } from "#modules/registers/register.policy.ts";
import { editSymbol } from "#modules/registers/register-symbol.commands.server.ts";
import { findSymbol } from "#modules/registers/register-symbol.queries.server.ts";
import { isAtOrAbove } from "#platform/actor.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const symbol = found(await findSymbol(work, event.params.symbolId));
    requirePermission(canKeepSymbols(work.actor) && isAtOrAbove(work.actor, symbol.unit_path));
    return { symbol };
  });

export const actions: Actions = onSubmit(editSymbolForm, async (work, symbol, { params }) => {
  await editSymbol(work, params.symbolId, symbol);
  return "/registers/symbols?did=saved";
});
