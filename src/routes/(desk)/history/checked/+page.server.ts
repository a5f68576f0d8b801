import { requirePermission } from "#platform/errors.ts";
import { foundInWords } from "#platform/found.server.ts";
import { listChecks, readsChecks } from "#platform/history-check.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(readsChecks(work.actor));
    const checks = await listChecks(work);
    return {
      checks: checks.map(({ found, ...check }) => ({ ...check, sentences: found.map((one) => foundInWords(one)) })),
    };
  });
