import { redirect } from "@sveltejs/kit";
import { revokeToken } from "#modules/access/key.commands.server.ts";
import { revokeOwnForm } from "#modules/access/key.forms.ts";
import { inWork } from "#platform/db.server.ts";
import { problemPage } from "#platform/http.server.ts";
import { formIn } from "#platform/sent.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ request, locals }) => {
  const read = revokeOwnForm.safeParse(Object.fromEntries(await formIn({ request, locals })));
  if (read.success) await problemPage(() => inWork(locals.actor, (work) => revokeToken(work, read.data.id)));
  redirect(303, "/me?did=token_revoked");
};
