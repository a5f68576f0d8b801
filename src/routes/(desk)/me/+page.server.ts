import { listTokens } from "#modules/access/key.queries.server.ts";
import { signIn } from "#modules/access/sign-in.server.ts";
import { load as read } from "#platform/http.server.ts";
import { formatInstant } from "#platform/format.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const sessions = event.request.headers.get("cookie")
    ? await signIn().api.listSessions({ headers: event.request.headers })
    : [];
  return {
    email: event.locals.actor.email,
    tokens: await read(event, listTokens),
    sessions: sessions.map((one) => ({ id: one.id, when: formatInstant(one.createdAt), agent: one.userAgent ?? "" })),
  };
};
