import type { z } from "zod";
import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type { answerForm, requestForm } from "./delegation.forms.ts";
import { canAnswer, canAskAround } from "./delegation.policy.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import type { Summary } from "./delegation-request.queries.server.ts";
import { findRequest, listAskable } from "./delegation-request.queries.server.ts";

/** Asks a ministry or partner by name, or a mission, for an opinion or to confirm the programme. They see a summary, not the file. */
export async function askAround(
  work: Work,
  delegationId: string,
  { asked, ...request }: z.output<typeof requestForm>,
): Promise<string> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canAskAround(work.actor, delegation));
  if (request.due_on < today()) throw new RuleError("rule_due_in_past");
  const { people, missions } = await listAskable(work, delegation.countries);
  const person = people.find((one) => asked === `user:${one.id}`);
  const mission = missions.find((one) => asked === `unit:${one.id}`);
  if (!person && !mission) throw new RuleError("rule_not_askable");
  if (mission && delegation.visibility === "confidential") throw new RuleError("rule_confidential_by_name");
  const id = newId();
  const rights = {
    ...rightsOf(delegation),
    shared_paths: mission ? [mission.path] : [],
    named_user_ids: [...delegation.named_user_ids, ...(person ? [person.id] : [])],
  };
  const asked_name = person?.name ?? mission?.name_vi ?? "";
  const summary = JSON.stringify(await summarise(work, delegation, request.kind));
  await work.trx
    .insertInto("delegation_request")
    .values({
      id,
      delegation_id: delegationId,
      ...request,
      asked_name,
      title: delegation.title,
      summary,
      created_by: work.actor.userId ?? null,
      ...rights,
    })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "asked_around",
    rights: delegation,
    after: { title: delegation.title, asked_name, kind: request.kind, due_on: request.due_on },
  });
  const told = person ? [person.id] : await listOfficers(work, { id: requireRow(mission).id });
  await tellPeople(work, told, {
    kind: "request_asked",
    subject: ["delegation_request", id],
    title: delegation.title,
  });
  return id;
}

/** One answer; an objection and remarks say why. */
export async function answerRequest(work: Work, requestId: string, answer: z.output<typeof answerForm>): Promise<void> {
  const request = requireRow(await findRequest(work, requestId));
  requirePermission(canAnswer(work.actor, request));
  if (request.answered_on) throw new RuleError("rule_answered");
  await work.trx
    .insertInto("delegation_answer")
    .values({
      delegation_request_id: requestId,
      verdict: answer.verdict,
      comment: answer.comment ?? null,
      answered_by: requireRow(work.actor.userId),
      answered_by_name: work.actor.name,
      answered_on: today(),
      ...rightsOf(request),
    })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", request.delegation_id],
    action: "answered",
    rights: request,
    after: { title: request.title, ...answer },
  });
  const asker = request.created_by ? [request.created_by] : [];
  await tellPeople(work, asker, {
    kind: "request_answered",
    subject: ["delegation", request.delegation_id],
    title: request.title,
  });
}

async function summarise(
  work: Work,
  delegation: Awaited<ReturnType<typeof lockDelegation>>,
  kind: "opinion" | "programme",
): Promise<Summary> {
  const { programme } = kind === "programme" ? await listParts(work, delegation.id) : { programme: [] };
  return {
    departs_on: delegation.departs_on,
    returns_on: delegation.returns_on,
    countries: delegation.countries,
    cities: delegation.cities,
    host: delegation.partner_name ?? delegation.host,
    purpose: delegation.purpose,
    programme: programme.map(({ on_date, starts_at, content_vi, content_en, place }) => ({
      on_date,
      starts_at,
      content_vi,
      content_en,
      place,
    })),
  };
}
