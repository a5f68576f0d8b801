import { isRedirect, redirect } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import { firstForm } from "#modules/access/access.forms.ts";
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { beginUnion } from "#modules/access/first.commands.server.ts";
import { tryFrom } from "#modules/access/guess.commands.server.ts";
import { unionForm } from "#modules/units/unit.forms.ts";
import { codeOf } from "#modules/units/unit-lines.model.ts";
import { UNIT_KINDS } from "#modules/units/unit.model.ts";
import { findRoot } from "#modules/units/unit.queries.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { submit, tooOften } from "#platform/http.server.ts";
import { kindsOffered } from "#platform/own-words.ts";
import { doorOf } from "../sign-in/door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const hasRoot = () => inReading(system, async (work) => (await findRoot(work)) !== undefined);

export const load: PageServerLoad = async ({ locals, url }) => {
  if (await inReading(system, hasAnybody)) redirect(303, "/sign-in");
  return {
    door: await doorOf({ locals }),
    kinds: (await hasRoot()) ? [] : kindsOffered(UNIT_KINDS),
    // The address that the first start prints carries the key.
    first_key: url.searchParams.get("key") ?? "",
  };
};

export const actions: Actions = {
  default: async (event) => {
    event.locals.actor = system;
    // The key is long; whoever tries all the same is counted as with any other secret.
    const tried = await tryFrom("code", event.getClientAddress());
    if (tried.waitSeconds > 0) return tooOften(event, tried.waitSeconds, "first_key");
    try {
      return await begin(event);
    } catch (cause) {
      if (isRedirect(cause) && "right" in tried) await tried.right();
      throw cause;
    }
  },
};

async function begin(event: RequestEvent) {
  if (await hasRoot())
    return submit(event, firstForm, async (work, first) => {
      await beginUnion(work, first, undefined);
      return "/sign-in?did=account_made";
    });
  return submit(event, firstForm.extend(unionForm.shape), async (work, { union, union_in, kind, code, ...first }) => {
    const named = code ?? codeOf(union, () => false);
    await beginUnion(work, first, { kind, code: named, name: union, name_in: union_in });
    return "/sign-in?did=account_made&next=%2Fset-up";
  });
}
