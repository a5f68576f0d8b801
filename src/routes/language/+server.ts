import { redirect } from "@sveltejs/kit";
import { safeNext } from "../sign-in/session.server.ts";
import { home } from "#platform/home.ts";
import { toLocale } from "#platform/words.server.ts";
import { cookieName, cookieRules } from "#platform/cookie.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, locals, cookies }) => {
  const form = await formIn({ request, locals });
  cookies.set(
    cookieName("amity_language"),
    toLocale(String(form.get("language"))) ?? home().language,
    cookieRules(31_536_000),
  );
  redirect(303, safeNext(form.get("next")));
};
