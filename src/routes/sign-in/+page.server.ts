import { fail, redirect } from "@sveltejs/kit";
import { DEMO } from "#modules/access/access.model.ts";
import { hasAnybody, listDemoAccounts } from "#modules/access/access.queries.server.ts";
import { credentialsForm } from "#modules/access/access.forms.ts";
import { enterByPassword } from "./enter.server.ts";
import { safeNext } from "./session.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { isDemoHere } from "#platform/union.server.ts";
import { inReading } from "#platform/db.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { doorOf } from "./door.server.ts";
import { wordOfProvider } from "./provider-said.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = safeNext(url.searchParams.get("next"));
  // Somebody without a running role may sign in as somebody else.
  if (locals.actor.reach !== "anonymous") redirect(303, next);
  if (!(await inReading(system, hasAnybody))) redirect(303, "/first");
  return {
    next,
    isOnTheWay: url.searchParams.has("next"),
    door: await doorOf({ locals }),
    demo: isDemoHere() ? await inReading(system, listDemoAccounts) : [],
    hasOidc: config.oidc !== undefined,
    done: wordOfDone(url.searchParams.get("did")),
    refused: wordOfProvider(url),
  };
};

/** What was done before one comes here to sign in; anything else says nothing. */
const DONE = ["password_reset", "account_made", "signed_out", "signed_out_everywhere", "code_over", "form_kept"];

const wordOfDone = (did: string | null) => (did !== null && DONE.includes(did) ? wordsFor(`did_${did}`) : undefined);

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event);
    const as = form.get("as");
    const values =
      as && isDemoHere()
        ? { email: as, password: DEMO.password }
        : { email: form.get("email"), password: form.get("password") };
    const read = credentialsForm.safeParse(values);
    const refused = (key: string) =>
      fail(key === "error_too_often" ? 429 : 422, {
        email: String(form.get("email") ?? ""),
        message: wordsFor(key) ?? key,
      });
    if (!read.success) return refused("error_sign_in_fields");
    const entered = await enterByPassword(event, read.data, safeNext(form.get("next")));
    if (!entered.startsWith("/")) return refused(entered);
    redirect(303, entered);
  },
};
