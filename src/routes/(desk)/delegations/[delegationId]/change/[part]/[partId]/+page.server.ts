import { error } from "@sveltejs/kit";
import { changePart } from "#modules/delegations/delegation-part-change.commands.server.ts";
import { PART_FORMS } from "#modules/delegations/delegation.forms.ts";
import type { PartName } from "#modules/delegations/delegation.model.ts";
import { findPart } from "#modules/delegations/delegation-parts.queries.server.ts";
import { found, load as read, submit } from "#platform/http.server.ts";
import { loadPart } from "../../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

const nameOf = (part: string): PartName => (part in PART_FORMS ? (part as PartName) : error(404));

export const load: PageServerLoad = async (event) => {
  const name = nameOf(event.params.part);
  const { delegationId, partId: id } = event.params;
  const part = await read(event, async (work) => found(await findPart(work, delegationId, { name, id })));
  return { ...(await loadPart(event)), name, part };
};

export const actions: Actions = {
  default: (event) => {
    const name = nameOf(event.params.part);
    const { delegationId, partId: id } = event.params;
    return submit(event, PART_FORMS[name], async (work, { version, ...values }) => {
      await changePart(work, delegationId, { name, id, version }, values);
      return `/delegations/${delegationId}?did=saved`;
    });
  },
};
