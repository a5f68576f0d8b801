import { redirect } from "@sveltejs/kit";
import { endSession } from "#modules/access/session.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { freshSessionOf } from "../../../../../fresh.server.ts";
import type { RequestHandler } from "./$types";

/** Who comes back from signing in anew chooses again which session was meant. */
export const GET: RequestHandler = () => redirect(303, "/me#sessions");

export const POST: RequestHandler = async (event) => {
  freshSessionOf(event);
  await inWork(event.locals.actor, (work) => endSession(work, event.params.sessionId));
  redirect(303, "/me?did=session_ended");
};
