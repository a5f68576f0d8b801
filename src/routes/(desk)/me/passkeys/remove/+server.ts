import { redirect } from "@sveltejs/kit";
import { formIn } from "#platform/sent.server.ts";
import { passOn } from "../../../../sign-in/session.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const id = String((await formIn(event.request)).get("id") ?? "");
  await passOn(event, "/passkey/delete-passkey", { id });
  redirect(303, "/me/passkeys?did=passkey_removed");
};
