import { canLendSignature } from "#modules/access/access.policy.ts";
import { listSignatures } from "#modules/access/signature.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const signatures = await listSignatures(work);
    return {
      given: signatures.filter((one) => one.is_given),
      taken: signatures.filter((one) => !one.is_given),
      mayLend: canLendSignature(work.actor),
    };
  });
