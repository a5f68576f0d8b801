import { redirect } from "@sveltejs/kit";
import { languageForm } from "#modules/access/account.forms.ts";
import { chooseLanguage } from "#modules/access/language.commands.server.ts";
import { cookieName, cookieRules } from "#platform/cookie.server.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, locals, cookies }) => {
  const read = languageForm.safeParse(Object.fromEntries(await formIn({ request, locals })));
  if (!read.success) redirect(303, "/me");
  await problemPage(() => inWork(locals.actor, (work) => chooseLanguage(work, read.data)));
  // This browser may remember another from the head of a page.
  cookies.set(cookieName("amity_language"), read.data.language, cookieRules(31_536_000));
  redirect(303, "/me?did=language_chosen");
};
