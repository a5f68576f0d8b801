import { canEndSignature, canLendSignature } from "#modules/access/access.policy.ts";
import { listSignatures, listSignaturesBelow } from "#modules/access/signature.queries.server.ts";
import { show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const signatures = await listSignatures(work);
    const shown = (rows: Awaited<ReturnType<typeof listSignaturesBelow>>) =>
      rows.map((one) => ({ ...one, mayEnd: canEndSignature(work.actor, one) }));
    return {
      given: shown(signatures.filter((one) => one.is_given)),
      taken: shown(signatures.filter((one) => !one.is_given)),
      below: shown(await listSignaturesBelow(work)),
      mayLend: canLendSignature(work.actor),
    };
  });
