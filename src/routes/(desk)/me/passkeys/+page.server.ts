import { listPasskeys } from "#modules/access/passkey.commands.server.ts";
import { formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return read(event, async (work) => {
    const passkeys = await listPasskeys(work);
    return {
      passkeys: passkeys.map((one) => ({ id: one.id, name: one.name ?? "", when: formatInstant(one.created_at) })),
    };
  });
};
