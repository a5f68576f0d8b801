import { redirect } from "@sveltejs/kit";
import { removePasskey } from "#modules/access/passkey.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { UUID } from "#platform/id.ts";
import { formIn } from "#platform/sent.server.ts";
import { freshSessionOf } from "../../../../fresh.server.ts";
import type { RequestHandler } from "./$types";

/** Who comes back from signing in anew chooses again which one was meant. */
export const GET: RequestHandler = () => redirect(303, "/me/passkeys");

export const POST: RequestHandler = async (event) => {
  freshSessionOf(event);
  const id = String((await formIn(event)).get("id") ?? "");
  if (UUID.test(id)) await inWork(event.locals.actor, (work) => removePasskey(work, id));
  redirect(303, "/me/passkeys?did=passkey_removed");
};
