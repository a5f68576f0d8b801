import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { answer, say } from "#modules/exchanges/exchange.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { answerForm, requestForm } from "./delegation.forms.ts";
import { canAskAround } from "./delegation.policy.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import type { Summary } from "./delegation-request.queries.server.ts";
import { findRequest, listAskable } from "./delegation-request.queries.server.ts";

/** Asks a ministry or partner by name, or a mission, for an opinion or to confirm the programme. They see a summary, not the file. */
export async function askAround(
  work: Work,
  delegationId: string,
  { asked, kind, question, due_on }: z.output<typeof requestForm>,
): Promise<string> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canAskAround(work.actor, delegation));
  if (due_on < today()) throw new RuleError("rule_due_in_past");
  const { people, missions } = await listAskable(work, delegation.countries);
  const person = people.find((one) => asked === `user:${one.id}`);
  const mission = missions.find((one) => asked === `unit:${one.id}`);
  if (!person && !mission) throw new FieldError("asked", "rule_not_askable");
  if (mission && delegation.visibility === "confidential") throw new RuleError("rule_confidential_by_name");
  const { title } = delegation;
  const { id, told } = await say(
    work,
    { kind, subject: ["delegation", delegationId], rights: delegation, title, body: question },
    {
      to: person ? { person } : { unit: requireRow(mission) },
      due_on,
      summary: { question, ...(await summarise(work, delegation, kind)) },
    },
    "asked_around",
  );
  const { visibility } = delegation;
  await tellPeople(work, told, { kind: "request_asked", subject: ["delegation_request", id], title, visibility });
  return id;
}

/** One answer; an objection and remarks say why. */
export async function answerRequest(work: Work, requestId: string, said: z.output<typeof answerForm>): Promise<void> {
  const request = requireRow(await findRequest(work, requestId));
  const told = await answer(work, request, said);
  await tellPeople(work, told, {
    kind: "request_answered",
    subject: ["delegation", request.subject_id],
    title: request.title,
    visibility: request.asker_visibility,
  });
}

async function summarise(
  work: Work,
  delegation: Awaited<ReturnType<typeof lockDelegation>>,
  kind: "opinion" | "programme",
): Promise<Omit<Summary, "question">> {
  const { programme } = kind === "programme" ? await listParts(work, delegation.id) : { programme: [] };
  return {
    departs_on: delegation.departs_on,
    returns_on: delegation.returns_on,
    countries: delegation.countries,
    cities: delegation.cities,
    host: delegation.partner_name ?? delegation.host,
    purpose: delegation.purpose,
    programme: programme.map(({ on_date, starts_at, content, content_in, place }) => ({
      on_date,
      starts_at,
      content,
      content_in,
      place,
    })),
  };
}
