import { redirect } from "@sveltejs/kit";
import { cookieName, cookieRules } from "#platform/cookie.server.ts";
import { formIn } from "#platform/sent.server.ts";
import { safeNext } from "../sign-in/session.server.ts";
import type { RequestHandler } from "./$types";

/** Switches the unit acted for; a record of the other unit may not be visible, so the way leads to its list. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
  const form = await formIn({ request, locals });
  const chosen = locals.actor.appointments.find((one) => one.id === form.get("appointment"));
  if (chosen) cookies.set(cookieName("amity_acting"), chosen.id, cookieRules(31_536_000));
  redirect(303, `/${safeNext(form.get("next")).split("/")[1] ?? ""}`);
};
