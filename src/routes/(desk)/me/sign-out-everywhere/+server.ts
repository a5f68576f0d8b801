import { endOwnSessions } from "#modules/access/session.commands.server.ts";
import { CLEARED } from "#platform/cookie.server.ts";
import { inWork } from "#platform/db.server.ts";
import { sessionOf } from "../../../fresh.server.ts";
import type { RequestHandler } from "./$types";

/** All sessions, this one too: nothing more is asked of somebody in haste. */
export const POST: RequestHandler = async (event) => {
  sessionOf(event);
  await inWork(event.locals.actor, (work) => endOwnSessions(work));
  return new Response(null, { status: 303, headers: { location: "/sign-in?did=signed_out_everywhere", ...CLEARED } });
};
