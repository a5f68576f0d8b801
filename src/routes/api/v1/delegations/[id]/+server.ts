import { editDelegation } from "#modules/delegations/delegation.commands.server.ts";
import { editForm, patchForm } from "#modules/delegations/delegation.forms.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { answer, answerWrite, found, merged } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.id));
    return shown({ ...delegation, ...(await listParts(work, delegation.id)) });
  });

export const PATCH: RequestHandler = (event) =>
  answerWrite(event, patchForm, async (work, patch) => {
    const delegation = found(await findDelegation(work, event.params.id));
    await editDelegation(work, delegation.id, merged(editForm, delegation, patch));
    return { id: delegation.id };
  });
