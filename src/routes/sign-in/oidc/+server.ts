import { redirect } from "@sveltejs/kit";
import { passOn } from "../session.server.ts";
import type { RequestHandler } from "./$types";

/** Sends the person to the organisation's own sign-in provider. */
export const POST: RequestHandler = async (event) => {
  const answer = await passOn(event, "/sign-in/social", { provider: "oidc", callbackURL: "/" });
  const body = (await answer.json()) as { url?: string };
  redirect(303, body.url ?? "/sign-in");
};
