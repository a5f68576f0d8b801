import { error } from "@sveltejs/kit";
import { DECIDED } from "#modules/delegations/delegation.model.ts";
import { approvalInForce } from "#modules/delegations/delegation-decision.model.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { findFile, listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { delegationPaper, findPlaces, isPaper, markOfChanges } from "#modules/delegations/delegation-papers.server.ts";
import { findKept } from "#modules/delegations/delegation-version.queries.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import type { RequestHandler } from "./$types";

/**
 * While a decision stands, it and the proposal that led to it are what was kept then; others are printed of the file as it stands, and
 * say so when it has changed. Where none stands (any more), what is printed has neither number nor signer.
 */
export const GET: RequestHandler = async (event) => {
  const { paper } = event.params;
  if (!isPaper(paper)) error(404);
  const { delegation, places, parts, kept } = await read(event, async (work) => {
    const row = found(await findDelegation(work, event.params.delegationId));
    const fileId = DECIDED.includes(row.status) ? await findKept(work, row, paper) : undefined;
    return {
      delegation: row,
      places: await findPlaces(work, row),
      parts: await listParts(work, row.id),
      kept: fileId && (await findFile(work, row.id, fileId)),
    };
  });
  if (kept) return attachment(new Uint8Array(await readBytes(kept.sha256)), `${paper}.docx`);
  const approval = approvalInForce(delegation.status, parts.decisions);
  const mark = markOfChanges(delegation.change_state, approval);
  const bytes = await delegationPaper(paper, { ...delegation, ...places }, { ...parts, approval }, mark);
  return attachment(bytes, `${paper}.docx`);
};
