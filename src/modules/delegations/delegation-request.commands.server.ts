import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { answer, listAddressees, say, settle, withdraw } from "#modules/exchanges/exchange.commands.server.ts";
import type { Reply } from "#modules/exchanges/exchange.commands.server.ts";
import { addresseeOf } from "#modules/exchanges/exchange-sight.commands.server.ts";
import { escalate, noteOpened, remind, write } from "#modules/exchanges/exchange-wait.commands.server.ts";
import { canKeepQuestion } from "#modules/exchanges/exchange.policy.ts";
import { cleanLine } from "#platform/clean.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { keepBytes } from "#platform/files.server.ts";
import { bytesOfFile } from "#platform/large-form.server.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { canAskAround } from "./delegation.policy.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import type { answerForm, requestForm, settleRequestForm, withdrawRequestForm } from "./delegation-request.forms.ts";
import type { Showable } from "./delegation-request.model.ts";
import { shownWith } from "./delegation-request.model.ts";
import type { Summary } from "./delegation-request.queries.server.ts";
import { findRequest, isOpenStill, listAskable } from "./delegation-request.queries.server.ts";

type Visit = Awaited<ReturnType<typeof lockDelegation>>;
/** A call sends no scan. */
type Answer = z.output<typeof answerForm>;
type Said = Pick<Answer, "verdict"> & Partial<Answer>;
type Request = NonNullable<Awaited<ReturnType<typeof findRequest>>>;

/** Asks a unit, a body outside or one person of it for an opinion, or to confirm the programme. They see what is shown to them, not the file. */
export async function askAround(
  work: Work,
  delegationId: string,
  { asked, kind, question, due_on, shows }: z.output<typeof requestForm>,
): Promise<string> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canAskAround(work.actor, delegation));
  if (due_on < today()) throw new RuleError("rule_due_in_past");
  const to = await findAddressee(work, delegation, asked);
  // What is confidential is known to those who are named.
  if (!("person" in to) && delegation.visibility === "confidential") throw new RuleError("rule_confidential_by_name");
  const { title } = delegation;
  const { id, told } = await say(
    work,
    { kind, subject: ["delegation", delegationId], rights: delegation, title, body: question },
    { to, due_on, summary: { question, ...(await summarise(work, delegation, shownWith(kind, shows))) } },
    "asked_around",
  );
  await tell(work, told, { kind: "request_asked", request: { id, title, asker_visibility: delegation.visibility } });
  return id;
}

async function findAddressee(work: Work, visit: Visit, asked: string) {
  const { units, bodies, people } = await listAskable(work, visit);
  const unit = units.find((one) => asked === `unit:${one.id}`);
  if (unit) return { unit };
  const body = bodies.find((one) => asked === `body:${one.id}`);
  if (body) return { body };
  const person = people.find((one) => asked === `user:${one.id}`);
  if (!person) throw new FieldError("asked", "rule_not_askable");
  return { person };
}

/** One answer; an objection and remarks say why. With the number, day and scan of its paper, where there is one. */
export async function answerRequest(work: Work, requestId: string, said: Said): Promise<void> {
  const request = requireRow(await findRequest(work, requestId));
  const told = await answer(work, request, await replyOf(said));
  await tell(work, told, { kind: "request_answered", request });
}

/** Whoever answers for the same body or unit corrects the answer, until who asked takes note of it or the visit is decided on. */
export async function correctAnswer(work: Work, requestId: string, said: Said): Promise<void> {
  const request = requireRow(await findRequest(work, requestId));
  if (request.answer_id === null) throw new RuleError("rule_not_answered");
  if (!(await isOpenStill(work, request))) throw new RuleError("rule_answer_stands");
  const { verdict, comment, paper_number, paper_on, file_name } = request;
  const before = { title: request.title, verdict, comment, paper_number, paper_on, file_name };
  const reply = await replyOf(said);
  const told = await answer(work, request, reply, { supersedes: request.answer_id, before });
  await tell(work, told, { kind: "request_corrected", request });
}

async function replyOf({ scan, ...said }: Said): Promise<Reply> {
  if (!scan) return said;
  const file = {
    file_name: cleanLine(scan.name),
    file_media_type: scan.type,
    file_size_bytes: scan.size,
    file_sha256: await keepBytes(await bytesOfFile(scan)),
  };
  return { ...said, file };
}

/** Who asked takes note of the answer: from then on it stands. Answers with the visit. */
export async function settleRequest(
  work: Work,
  requestId: string,
  { sentence }: z.output<typeof settleRequestForm>,
): Promise<string> {
  const request = await requireKept(work, requestId);
  if (request.answer_id === null) throw new RuleError("rule_not_answered");
  await settle(work, request, { outcome: "done", sentence, action: "request_settled" });
  return request.subject_id;
}

/** Who asked withdraws it: the asked read why, and of what they were shown only the summary. Answers with the visit. */
export async function withdrawRequest(
  work: Work,
  requestId: string,
  { reason }: z.output<typeof withdrawRequestForm>,
): Promise<string> {
  const request = await requireKept(work, requestId);
  if (request.answer_id !== null) throw new RuleError("rule_answered");
  const told = await listAddressees(work, addresseeOf(request));
  const { members: _members, programme: _programme, budget: _budget, ...summary } = request.summary;
  await write(work, request, { summary: JSON.stringify(summary) });
  await withdraw(work, request, { sentence: reason, action: "request_withdrawn" });
  await tell(work, told, { kind: "request_withdrawn", request });
  return request.subject_id;
}

/** Tells the asked once more. Answers with the visit. */
export async function remindRequest(work: Work, requestId: string): Promise<string> {
  const request = await requireKept(work, requestId);
  await tell(work, await remind(work, request, "request_reminded"), { kind: "request_reminded", request });
  return request.subject_id;
}

/** Tells the leaders of who asked that no answer came. Answers with the visit. */
export async function escalateRequest(work: Work, requestId: string): Promise<string> {
  const request = await requireKept(work, requestId);
  await tell(work, await escalate(work, request, "request_escalated"), { kind: "request_escalated", request });
  return request.subject_id;
}

/** Writes down that somebody asked opened it. */
export async function openRequest(work: Work, requestId: string): Promise<void> {
  await noteOpened(work, requireRow(await findRequest(work, requestId)));
}

async function requireKept(work: Work, requestId: string): Promise<Request> {
  const request = requireRow(await findRequest(work, requestId));
  requirePermission(canKeepQuestion(work.actor, request));
  return request;
}

type About = { kind: string; request: Pick<Request, "id" | "title" | "asker_visibility"> };

const tell = (work: Work, told: string[], { kind, request }: About) =>
  tellPeople(work, told, {
    kind,
    subject: ["delegation_request", request.id],
    title: request.title,
    visibility: request.asker_visibility,
  });

/** As it stands now: what changes later is not shown to who was asked before. */
async function summarise(work: Work, delegation: Visit, shown: Showable[]): Promise<Omit<Summary, "question">> {
  const parts = shown.length > 0 ? await listParts(work, delegation.id) : undefined;
  const of = <Row>(part: Showable, rows: Row[] | undefined) => (shown.includes(part) ? rows : undefined);
  return {
    departs_on: delegation.departs_on,
    returns_on: delegation.returns_on,
    countries: delegation.countries,
    cities: delegation.cities,
    host: delegation.partner_name ?? delegation.host,
    purpose: delegation.purpose,
    shown,
    members: of("members", parts?.members)?.map(({ name, position, role }) => ({ name, position, role })),
    programme: of("programme", parts?.programme)?.map(({ on_date, starts_at, content, content_in, place }) => ({
      ...{ on_date, starts_at, content, content_in, place },
    })),
    budget: of("budget", parts?.budget)?.map(({ description, quantity, unit_price, currency, payer }) => ({
      ...{ description, quantity, unit_price, currency, payer },
    })),
  };
}
