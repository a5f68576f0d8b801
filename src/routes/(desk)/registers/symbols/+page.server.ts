import { isAtOrAbove } from "#platform/actor.ts";
import { canKeepSymbols } from "#modules/registers/register.policy.ts";
import { codeOf } from "#modules/registers/register-number.queries.server.ts";
import { listSymbols } from "#modules/registers/register-symbol.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const mayKeep = canKeepSymbols(work.actor);
    const symbols = await listSymbols(work);
    return {
      symbols: symbols.map((one) => ({ ...one, mayEdit: mayKeep && isAtOrAbove(work.actor, one.unit_path) })),
      mayKeep,
      // The letters on papers are the union's, whatever language the screen has.
      decision: codeOf("decision"),
    };
  });
