import { redirect } from "@sveltejs/kit";
import { passOn } from "../../../sign-in/session.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  await passOn(event, "/revoke-sessions", {});
  redirect(303, "/sign-in");
};
