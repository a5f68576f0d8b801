import { sql } from "kysely";
import { z } from "zod";
import { ACTING } from "./actor.ts";
import { Answered } from "./answered.ts";
import type { Asked } from "./asked.ts";
import { readCall, readObject, refuseUnknown } from "./body.server.ts";
import type { Work } from "./db.server.ts";
import { inReading, inWork, lockRow } from "./db.server.ts";
import { AddressError, RuleError, StaleError, requireRow } from "./errors.ts";
import type { Match } from "./etag.ts";
import { fits, readMatch, tagOf } from "./etag.ts";
import type { Held } from "./holds.server.ts";
import { UUID } from "./id.ts";
import type { ResourceKind } from "./kinds.ts";
import { lineOf } from "./kinds.ts";
import { withLanguages } from "./names.ts";
import { once, sendingOf } from "./once.server.ts";
import { papersFirst } from "./paper.server.ts";
import { answerProblem, json, problem, refuseFields, ruleProblem } from "./problem.server.ts";
import { isUnreadable } from "./refused.server.ts";
import { fieldsOf } from "./sent.server.ts";
import type { StepAct } from "./steps.ts";
import { wordsFor } from "./words.server.ts";
import { wholeOf } from "./told-rows.ts";
import { takeWrite } from "./writes.server.ts";

/** What is JSON already when it comes out of the database. */
export class Json {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A read that answers with a file, or with the problem document that says why not. */
export async function answerFile(
  event: { locals: App.Locals },
  run: (work: Work) => Promise<Response>,
): Promise<Answered | Response> {
  try {
    return await papersFirst(() => inReading(event.locals.actor, run));
  } catch (cause) {
    return refusedRead(cause);
  }
}

/** An API read: one unit of work, JSON or a problem document (RFC 9457). */
export function answer(event: { locals: App.Locals }, run: (work: Work) => Promise<unknown>): Promise<Answered> {
  return answerRead(event, run, () => ({}));
}

/** The same of one record, with the tag that a later If-Match sends back. */
export function answerOne(event: { locals: App.Locals }, run: (work: Work) => Promise<unknown>): Promise<Answered> {
  return answerRead(event, run, (answered) => ({ etag: tagOf(answered) }));
}

async function answerRead(
  event: { locals: App.Locals },
  run: (work: Work) => Promise<unknown>,
  headersOf: (answered: unknown) => Record<string, string>,
): Promise<Answered> {
  try {
    const made = await inReading(event.locals.actor, run);
    if (made instanceof Json) return new Answered(made.text, 200, { "content-type": "application/json" });
    const answered = withLanguages(made);
    return json(answered, { headers: headersOf(answered) });
  } catch (cause) {
    return refusedRead(cause);
  }
}

function refusedRead(cause: unknown): Answered {
  if (isUnreadable(cause)) return problem(400, wordsFor("error_address") ?? "");
  // A reading changes nothing, so a rule that refuses it speaks of what the address asks for.
  return cause instanceof RuleError ? ruleProblem(new AddressError(cause.code, cause.details)) : answerProblem(cause);
}

/** A record that is made by a call; `Idempotency-Key` as header. Answers with its id, address and tag. */
export async function answerNew<Schema extends z.ZodType<object>>(
  event: Asked,
  kind: ResourceKind,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<string>,
): Promise<Answered> {
  const sent = await readCall(event, schema);
  if (sent instanceof Answered) return sent;
  return written(event, { kind, body: sent.body, schema }, (work) => run(work, sent.input));
}

/** Something made or done that is no record of a list, and so has no address and no tag of its own. */
export async function answerDone<Schema extends z.ZodType<object>>(
  event: Asked,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<string>,
): Promise<Answered> {
  const sent = await readCall(event, schema);
  if (sent instanceof Answered) return sent;
  return written(event, { body: sent.body, schema }, (work) => run(work, sent.input));
}

/** The same of what is heavy: `prepare` makes the papers before the unit of work is opened, and so holds no connection meanwhile. */
export async function answerPrepared<Schema extends z.ZodType<object>>(
  event: Asked,
  schema: Schema,
  prepare: (input: z.output<Schema>) => Promise<(work: Work) => Promise<string>>,
): Promise<Answered> {
  const sent = await readCall(event, schema);
  if (sent instanceof Answered) return sent;
  try {
    const run = await prepare(sent.input);
    return await written(event, { body: sent.body, schema }, run);
  } catch (cause) {
    return answerProblem(cause, fieldsOf(schema));
  }
}

/** What is written: a record of a list, which has an address and a tag, or something kept beside them; `find` reads the version that counts. */
type Place = { id: string; kind?: ResourceKind; find?: ((work: Work) => Promise<Versioned>) | undefined };
type OfRecord = Asked<{ id: string; kind: ResourceKind }>;

/** A step, an edit or anything else that is written to one record through the API; `If-Match` says the version it was read at. */
export function answerStep(event: OfRecord, act: StepAct, find?: Place["find"]): Promise<Answered> {
  return answerAct(event, act, { ...event.params, find });
}

/** The same of one thing that is kept beside records. */
export async function answerAct(event: Asked, { form, take }: StepAct, { id, kind, find }: Place): Promise<Answered> {
  const match = readMatch(event.request.headers.get("if-match"));
  const sent = await readCall(event, form, match && { version: 0 });
  if (sent instanceof Answered) return sent;
  return written(event, { ...(kind && { kind }), body: sent.body, schema: form }, async (work) => {
    const stands = match && (find ? await find(work) : kind && (await lockRecord(work, kind, id)));
    const version = stands && requireMatch(stands, match);
    const isVersioned = version !== undefined && "version" in form.shape;
    return (await take(work, id, isVersioned ? { ...sent.input, version } : sent.input)) ?? id;
  });
}

/** A PATCH: at the version that was read. */
export async function answerEdit(event: Asked, edit: StepAct, place: Place): Promise<Answered> {
  const body = await readObject(event.request.clone());
  // An edit that writes over what stands there says what it read; one that adds to it (the names of a unit from a day on) need not.
  const mustSay = body && fieldsOf(edit.form).includes("version") && !("version" in body);
  if (mustSay && !readMatch(event.request.headers.get("if-match")))
    return refuseUnknown(Object.keys(body), edit.form) ?? problem(428, wordsFor("error_if_match") ?? "");
  return answerAct(event, edit, place);
}

const NOTHING = z.object({});

/** Takes one row out of a list that stands below a record. */
export async function answerRemoval(
  event: OfRecord,
  { find, remove }: Pick<Held, "find" | "remove">,
  place: { recordId: string; id: string },
): Promise<Answered> {
  const match = readMatch(event.request.headers.get("if-match"));
  const sent = await readCall(event, NOTHING);
  if (sent instanceof Answered) return sent;
  return written(event, { kind: event.params.kind, body: {}, schema: NOTHING }, async (work) => {
    if (match) requireMatch(await find(work, place), match);
    await remove(work, place);
    return place.recordId;
  });
}

type Versioned = Record<string, unknown> & { version: number };

/** The record that is being written, kept from others who would write it until this work ends. */
async function lockRecord(work: Work, table: ResourceKind, id: string): Promise<Versioned> {
  await lockRow(work, table, id);
  const { rows } = await sql<Versioned>`select * from ${rowsOf(table, id)} where id = ${id}`.execute(work.trx);
  return requireRow(rows[0]);
}

/** Its version, if it is one of those that were read. */
function requireMatch(current: Versioned, match: Match): number {
  if (!fits(match, current.version)) throw new StaleError(current);
  return current.version;
}

type Written = { kind?: ResourceKind; body: Record<string, unknown>; schema: z.ZodType };

async function written(
  event: Asked,
  { kind, body, schema }: Written,
  run: (work: Work) => Promise<string>,
): Promise<Answered> {
  const isNew = event.request.method === "POST";
  try {
    takeWrite(event.locals.actor.userId);
    const { pathname, search } = new URL(event.request.url);
    const key = event.request.headers.get("idempotency-key");
    const acting = event.request.headers.get(ACTING) ?? "";
    const sending = await sendingOf(key, `${event.request.method} ${pathname}${search} ${acting}`.trim(), body);
    const done = async (work: Work) => {
      const made = await once(work, sending, () => run(work));
      return { id: made, version: kind && (await versionOf(work, kind, made)) };
    };
    const { id, version } = await papersFirst(() => inWork(event.locals.actor, done));
    const headers = {
      ...(version && { etag: tagOf({ version }) }),
      ...(kind && { location: `/api/v1/${lineOf(kind).list}/${id}` }),
    };
    return json({ id }, { status: isNew ? 201 : 200, headers });
  } catch (cause) {
    return cause instanceof z.ZodError ? refuseFields(cause) : answerProblem(cause, fieldsOf(schema));
  }
}

/** Undefined of what has no version, or is not the actor's to see. */
async function versionOf(work: Work, table: ResourceKind, id: string): Promise<number | undefined> {
  if (!UUID.test(id)) return undefined;
  const { rows } = await sql<{ version: number | null }>`select (to_jsonb(one) ->> 'version')::integer as version
    from ${rowsOf(table, id)} as one where id = ${id}`.execute(work.trx);
  return rows[0]?.version ?? undefined;
}

/** Where some of its columns are closed to the application's role, a function gives the row with those that the reader may see. */
function rowsOf(table: ResourceKind, id: string) {
  const whole = wholeOf(table);
  return whole ? sql`${sql.raw(whole)}(${[id]})` : sql.table(table);
}
