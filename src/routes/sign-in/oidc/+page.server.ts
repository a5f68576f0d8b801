import { redirect } from "@sveltejs/kit";
import type { Reach } from "#platform/actor.ts";
import { formIn } from "#platform/sent.server.ts";
import { passOn, safeNext } from "../session.server.ts";
import { doorOf } from "../door.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

/** Only a form leads to the provider. */
export const load: PageServerLoad = async ({ request, locals }) => {
  if (request.method !== "POST") redirect(303, "/sign-in");
  return { door: await doorOf({ locals }) };
};

/** A refusal is said on the page from which one went to the provider, and the way on is kept there. */
const backFrom = (reach: Reach, next: string) =>
  `${reach === "anonymous" ? "/sign-in" : "/me/confirm"}?next=${encodeURIComponent(next)}`;

export const actions: Actions = {
  /** Asks where the provider is; the page leads there, because a form may not lead out of Amity itself. */
  default: async (event) => {
    const next = safeNext((await formIn(event)).get("next"));
    const back = backFrom(event.locals.actor.reach, next);
    const answer = await passOn(event, "/sign-in/social", {
      provider: "oidc",
      callbackURL: next,
      errorCallbackURL: back,
      disableRedirect: true,
    });
    const { url } = (await answer.json().catch(() => ({}))) as { url?: string };
    if (!url?.startsWith("http")) redirect(303, `${back}&error=provider`);
    return { url };
  },
};
