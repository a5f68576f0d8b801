import { accentSheet } from "#platform/accent.ts";
import { home } from "#platform/home.ts";
import type { RequestHandler } from "./$types";

/** The union's own accent over the tokens, for every page, those before signing in too. */
export const GET: RequestHandler = () =>
  new Response(accentSheet(home().accent), {
    headers: { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=86400" },
  });
