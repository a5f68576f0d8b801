import { error } from "@sveltejs/kit";
import { readBytes } from "#platform/files.server.ts";
import { home } from "#platform/home.ts";
import type { RequestHandler } from "./$types";

/** The union's own mark, for every page, those before signing in too. */
export const GET: RequestHandler = async () => {
  const { logo_sha256, logo_type } = home();
  if (!logo_sha256 || !logo_type) error(404);
  return new Response(new Uint8Array(await readBytes(logo_sha256)), {
    headers: { "content-type": logo_type, "cache-control": "public, max-age=86400" },
  });
};
