import { editPartner } from "#modules/partners/partner.commands.server.ts";
import { editForm, patchForm } from "#modules/partners/partner.forms.ts";
import { findPartner, listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import { answer, answerWrite, found, merged } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const partner = found(await findPartner(work, event.params.id));
    return shown({ ...partner, ...(await listPartnerParts(work, partner.id)) });
  });

export const PATCH: RequestHandler = (event) =>
  answerWrite(event, patchForm, async (work, patch) => {
    const partner = found(await findPartner(work, event.params.id));
    await editPartner(work, partner.id, merged(editForm, partner, patch));
    return { id: partner.id };
  });
