import { CALLS } from "../openapi.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = () => ({
  calls: CALLS.map(({ method, path, summary, query }) => ({
    method: method.toUpperCase(),
    path: `/api/v1${path}`,
    summary,
    query: Object.keys(query?.shape ?? {}),
  })),
});
