import { commitmentList } from "#modules/delegations/delegation-commitment.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { readCounted } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    // Who is outside the union is owed answers, not promises.
    requirePermission(work.actor.reach !== "outside");
    const page = await readCounted(event, work, commitmentList);
    return { ...page, items: page.items.map((one) => ({ ...one, href: addressOf("delegation_commitment", one.id) })) };
  });
