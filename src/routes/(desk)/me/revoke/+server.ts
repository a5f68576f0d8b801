import { redirect } from "@sveltejs/kit";
import { revokeToken } from "#modules/access/access.commands.server.ts";
import { revokeTokenForm } from "#modules/access/access.forms.ts";
import { inWork } from "#platform/db.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, locals }) => {
  const read = revokeTokenForm.safeParse(Object.fromEntries(await formIn(request)));
  if (read.success) await inWork(locals.actor, (work) => revokeToken(work, read.data.id));
  redirect(303, "/me?did=token_revoked");
};
