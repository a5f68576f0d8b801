import { requestList } from "#modules/delegations/delegation-request-list.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import { readCounted } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const page = await readCounted(event, work, requestList);
    const items = page.items.map((one) => ({
      ...one,
      href: addressOf("delegation_request", one.id),
      asker_name_in: asUnionCalled(one.asker_name, one.asker_name_in),
      to_name_in: asUnionCalled(one.to_name, one.to_name_in),
    }));
    return { ...page, items };
  });
