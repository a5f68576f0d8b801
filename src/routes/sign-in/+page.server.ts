import { fail, redirect } from "@sveltejs/kit";
import { DEMO } from "#modules/access/access.model.ts";
import { hasAnybody, listDemoAccounts } from "#modules/access/access.queries.server.ts";
import { credentialsForm } from "#modules/access/access.forms.ts";
import { passOn, safeNext } from "./session.server.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading } from "#platform/db.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = safeNext(url.searchParams.get("next"));
  // Somebody without a running role may sign in as somebody else.
  if (locals.actor.reach !== "anonymous") redirect(303, next);
  if (!(await inReading(system, hasAnybody))) redirect(303, "/first");
  return {
    next,
    isOnTheWay: url.searchParams.has("next"),
    locale: locals.locale,
    demo: config.isDemo ? await inReading(system, listDemoAccounts) : [],
    hasOidc: config.oidc !== undefined,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await formIn(event.request);
    const as = form.get("as");
    const values =
      as && config.isDemo
        ? { email: as, password: DEMO.password }
        : { email: form.get("email"), password: form.get("password") };
    const read = credentialsForm.safeParse(values);
    const refused = (key: string) =>
      fail(422, { email: String(form.get("email") ?? ""), message: wordsFor(key) ?? key });
    if (!read.success) return refused("error_sign_in_fields");
    const answer = await passOn(event, "/sign-in/email", read.data);
    if (answer.status === 429) return refused("error_too_often");
    if (!answer.ok) return refused("error_sign_in_wrong");
    const next = safeNext(form.get("next"));
    const body = (await answer.json()) as { twoFactorRedirect?: boolean };
    redirect(303, body.twoFactorRedirect ? `/sign-in/code?next=${encodeURIComponent(next)}` : next);
  },
};
