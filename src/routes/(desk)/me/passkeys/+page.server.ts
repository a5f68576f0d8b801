import { signIn } from "#modules/access/sign-in.server.ts";
import { formatInstant } from "#platform/format.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ request }) => {
  const passkeys = await signIn().api.listPasskeys({ headers: request.headers });
  return {
    passkeys: passkeys.map((one) => ({ id: one.id, name: one.name ?? "", when: formatInstant(one.createdAt) })),
  };
};
