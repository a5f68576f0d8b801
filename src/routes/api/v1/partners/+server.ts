import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { partnerList } from "#modules/partners/partner.queries.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, partnerList);

export const POST: RequestHandler = (event) =>
  answerWrite(event, registerForm, async (work, partner) => ({ id: await registerPartner(work, partner) }));
