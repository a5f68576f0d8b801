import { show as read } from "#platform/http.server.ts";
import { requireDemo } from "./demo-only.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) => {
  requireDemo(event);
  return read(event, async () => ({}));
};
