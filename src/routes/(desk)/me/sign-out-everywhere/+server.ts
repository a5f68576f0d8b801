import { CLEARED } from "#platform/cookie.server.ts";
import { passOn } from "../../../sign-in/session.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  await passOn(event, "/revoke-sessions", {});
  return new Response(null, { status: 303, headers: { location: "/sign-in", ...CLEARED } });
};
