import { formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import { securityList } from "#platform/security-list.server.ts";
import { wordsOfValue } from "#platform/words.server.ts";
import { readList } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

/** What says nothing to who reads: keys of rows. */
const UNSAID = /(^|_)id$|^owner$|^letter$/;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { bar, next_cursor, items } = await readList(event, work, securityList);
    return {
      bar,
      next_cursor,
      items: items.map((one) => ({
        when: formatInstant(one.at),
        who: one.user_name ?? one.email ?? "",
        address: one.from_address ?? "",
        request: one.request_id ?? "",
        kind: one.kind,
        times: one.times,
        details: Object.entries(one.what as Record<string, unknown>)
          .filter(([name, value]) => !UNSAID.test(name) && value !== null && value !== "")
          .map(([name, value]) => ({ name: wordsOfValue("security_detail", "name", name), value: String(value) })),
      })),
    };
  });
