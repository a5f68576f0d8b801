import { proposeSymbol } from "#modules/registers/register-number.queries.server.ts";
import { symbolForm } from "#modules/registers/register.forms.ts";
import { canKeepSymbols } from "#modules/registers/register.policy.ts";
import { addSymbol } from "#modules/registers/register-symbol.commands.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canKeepSymbols(work.actor));
    return { start: { ...(await proposeSymbol(work)), from_on: `${today().slice(0, 4)}-01-01` } };
  });

export const actions: Actions = onSubmit(symbolForm, async (work, symbol) => {
  await addSymbol(work, symbol);
  return "/registers/symbols?did=saved";
});
