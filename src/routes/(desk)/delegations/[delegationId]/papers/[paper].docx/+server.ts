import { error } from "@sveltejs/kit";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { delegationPaper, isPaper } from "#modules/delegations/delegation-papers.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { paper } = event.params;
  if (!isPaper(paper)) error(404);
  const { delegation, parts } = await read(event, async (work) => {
    const row = found(await findDelegation(work, event.params.delegationId));
    return { delegation: row, parts: await listParts(work, row.id) };
  });
  return attachment(await delegationPaper(paper, delegation, parts), `${paper}.docx`);
};
