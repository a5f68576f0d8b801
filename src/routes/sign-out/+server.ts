import { CLEARED, cookieName, cookieRules } from "#platform/cookie.server.ts";
import { changeHeard } from "#platform/heard.server.ts";
import { passOn } from "../sign-in/session.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  await passOn(event, "/sign-out", {});
  changeHeard();
  event.cookies.delete(cookieName("amity_acting"), cookieRules(0));
  return new Response(null, { status: 303, headers: { location: "/sign-in?did=signed_out", ...CLEARED } });
};
