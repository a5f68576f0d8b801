import { error } from "@sveltejs/kit";
import { signIn } from "#modules/access/sign-in.server.ts";
import { formatInstant } from "#platform/format.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ request }) => {
  const passkeys = await signIn().api.listPasskeys({ headers: request.headers }).catch(refuse);
  return {
    passkeys: passkeys.map((one) => ({ id: one.id, name: one.name ?? "", when: formatInstant(one.createdAt) })),
  };
};

/** A program's key opens the page, but has no passkeys: they belong to who signed in. */
function refuse(cause: { statusCode?: number }): never {
  if (cause.statusCode === 401) error(403, wordsFor("error_forbidden") ?? "");
  throw cause;
}
