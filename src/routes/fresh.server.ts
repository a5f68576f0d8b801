import { error, redirect } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { Session } from "#modules/access/session.server.ts";
import { wordsFor } from "#platform/words.server.ts";

/** The session of whoever sits there: a program's key has none, and what concerns how a person signs in is not for programs. */
export function sessionOf({ locals }: { locals: App.Locals }): Session {
  if (!locals.session) error(403, wordsFor("error_session_only") ?? "");
  return locals.session;
}

/** Who signed in long ago is asked to do so anew before this, and comes back to where it was wanted. */
export function freshSessionOf(event: Pick<RequestEvent, "locals" | "url">): Session {
  const session = sessionOf(event);
  if (!session.isFresh) redirect(303, `/me/confirm?next=${encodeURIComponent(event.url.pathname)}`);
  return session;
}
