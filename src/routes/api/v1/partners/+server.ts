import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { countPartners, listPartners } from "#modules/partners/partner.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) =>
    listOf(
      event.url,
      ["kind", "country", "status", "q", "sort"],
      (filter) => listPartners(work, filter),
      (filter) => countPartners(work, filter),
    ),
  );

export const POST: RequestHandler = (event) =>
  answerWrite(event, registerForm, async (work, partner) => ({ id: await registerPartner(work, partner) }));
