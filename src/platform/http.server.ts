import { error, fail, isRedirect, redirect } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import { z } from "zod";
import { fieldOf, gatherNames, withLanguages } from "./names.ts";
import type { Work } from "./db.server.ts";
import { inReading, inWork } from "./db.server.ts";
import { AddressError, ForbiddenError, NotFoundError, RuleError, StaleError } from "./errors.ts";
import { shown } from "./shown.ts";
import type { StepAct } from "./steps.ts";
import { wordsFor } from "./words.server.ts";

/** What a page gets back when its form was refused: what was typed stays. */
export type Refusal = {
  values: Record<string, unknown>;
  errors: Record<string, string>;
  message?: string;
  current?: Record<string, unknown>;
};

/** The row, or 404: not there and not yours to see are the same. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new NotFoundError("not there, or not yours to see");
  return row;
}

/** A page's read: one unit of work, errors of the work turned into pages. */
export async function load<Result>(
  event: { locals: App.Locals },
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  try {
    return await inReading(event.locals.actor, run);
  } catch (cause) {
    throw isUnreadable(cause) ? errorOf(400, "error_address") : asPage(cause);
  }
}

/** A filter or cursor in the address that is no day, number, kind or key: only the database knew. */
function isUnreadable(cause: unknown): boolean {
  return (
    cause instanceof RangeError || /^(22P02|22007|22008|22003|22021)$/.test((cause as { code?: string }).code ?? "")
  );
}

/** What only the database could refuse of a write, as a rule; else what it was. */
function ruleIn(cause: unknown): unknown {
  const { code } = cause as { code?: unknown };
  if (code === "23503") return new RuleError("rule_choice_gone");
  if (code === "23505") return new RuleError("rule_same_entered");
  return isUnreadable(cause) ? new RuleError("rule_value_unkept") : cause;
}

/** Reads and checks the form, runs the command in one unit of work, then goes where `run` says. */
export async function submit<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<string>,
) {
  const values = readForm(await event.request.formData());
  const read = schema.safeParse(gatherNames(values, isAsked(schema)));
  if (!read.success) return refuse(422, { values: printable(values), errors: fieldErrors(read.error) });
  try {
    const key = typeof values._key === "string" ? values._key : undefined;
    const target = await inWork(event.locals.actor, (work) => once(work, key, () => run(work, read.data)));
    redirect(303, target);
  } catch (refused) {
    if (isRedirect(refused)) throw refused;
    const cause = ruleIn(refused);
    if (cause instanceof RuleError || cause instanceof StaleError) return refuse(409, refusalFor(cause, values));
    throw asPage(cause);
  }
}

/** The one thing that can be sent from a page. */
export function onSubmit<Schema extends z.ZodType<object>, Event extends RequestEvent>(
  schema: Schema,
  run: (work: Work, input: z.output<Schema>, event: Event) => Promise<string>,
): Record<string, (event: Event) => ReturnType<typeof submit>> {
  return { default: (event: Event) => submit(event, schema, (work, input) => run(work, input, event)) };
}

function refuse(status: number, refusal: Refusal) {
  return fail(status, { refusal });
}

function refusalFor(cause: RuleError | StaleError, values: Record<string, unknown>): Refusal {
  const kept = { values: printable(values), errors: {} };
  if (cause instanceof StaleError)
    return { ...kept, message: wordsFor("error_stale") ?? "", current: printable(cause.current) };
  return { ...kept, message: wordsFor(cause.code, cause.details) ?? cause.code };
}

/** Runs once per key: the same form sent twice goes where the first one went. */
async function once(work: Work, key: string | undefined, run: () => Promise<string>): Promise<string> {
  const userId = work.actor.userId;
  if (!key || !userId) return run();
  const mine = await work.trx
    .insertInto("idempotency_key")
    .values({ user_id: userId, key })
    .onConflict((conflict) => conflict.doNothing())
    .returning("idempotency_key.key")
    .executeTakeFirst();
  if (!mine) {
    const first = await work.trx
      .selectFrom("idempotency_key")
      .select("idempotency_key.answer")
      .where("idempotency_key.key", "=", key)
      .executeTakeFirst();
    return String(first?.answer ?? "/");
  }
  const answer = await run();
  await work.trx
    .updateTable("idempotency_key")
    .set({ answer: JSON.stringify(answer) })
    .where("idempotency_key.key", "=", key)
    .execute();
  return answer;
}

/** Whether a form requires what a field holds. */
function isAsked(schema: z.ZodType): (field: string) => boolean {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType | undefined>) : {};
  return (field) => shape[field]?.safeParse(undefined).success === false;
}

/** Fields named `x[]` become lists. */
function readForm(form: FormData): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (name.endsWith("[]")) values[name.slice(0, -2)] = form.getAll(name).filter((value) => value !== "");
    else values[name] = form.get(name);
  }
  return values;
}

function printable(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !(value instanceof File) && !/password|code/.test(name)),
  );
}

function fieldErrors(failure: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of failure.issues) {
    const field = fieldOf(issue.path);
    errors[field] ??= wordsFor(issue.message) ?? issue.message;
  }
  return errors;
}

function asPage(cause: unknown): unknown {
  if (cause instanceof NotFoundError) return errorOf(404, "error_not_found");
  if (cause instanceof ForbiddenError) return errorOf(403, "error_forbidden");
  if (cause instanceof RuleError) return errorOf(cause instanceof AddressError ? 400 : 409, cause.code, cause.details);
  return cause;
}

function errorOf(status: number, key: string, details: RuleError["details"] = {}): unknown {
  try {
    error(status, wordsFor(key, details) ?? key);
  } catch (thrown) {
    return thrown;
  }
}

/** Bytes rather than text: what is sent is encoded once. */
function json(value: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  const body = Buffer.from(JSON.stringify(value));
  const headers = { "content-type": "application/json", "content-length": String(body.length), ...init.headers };
  return new Response(body, { status: init.status ?? 200, headers });
}

function problem(status: number, detail: string, extra: Record<string, unknown> = {}): Response {
  const body = { type: "about:blank", title: `HTTP ${status}`, status, detail, ...extra };
  return json(body, { status, headers: { "content-type": "application/problem+json" } });
}

/** The problem document of a refused call. */
export function answerProblem(refused: unknown): Response {
  const cause = ruleIn(refused);
  if (cause instanceof NotFoundError) return problem(404, wordsFor("error_not_found") ?? "");
  if (cause instanceof ForbiddenError) return problem(403, wordsFor("error_forbidden") ?? "");
  if (cause instanceof RuleError) return ruleProblem(cause instanceof AddressError ? 400 : 409, cause);
  if (cause instanceof StaleError)
    return problem(412, wordsFor("error_stale") ?? "", { current: withLanguages(shown(cause.current)) });
  throw cause;
}

function ruleProblem(status: number, { code, details }: RuleError): Response {
  return problem(status, wordsFor(code, details) ?? code, { code });
}

/** An API read: one unit of work, JSON or a problem document (RFC 9457). */
export function answer(event: { locals: App.Locals }, run: (work: Work) => Promise<unknown>): Promise<Response> {
  return answerRead(async () => json(withLanguages(await inReading(event.locals.actor, run))));
}

/** What a reading answers with, or the problem document of what refused it. */
export async function answerRead(run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (cause) {
    if (isUnreadable(cause)) return problem(400, wordsFor("error_address") ?? "");
    // A reading changes nothing, so a rule that refuses it speaks of what the address asks for.
    return cause instanceof RuleError ? ruleProblem(400, cause) : answerProblem(cause);
  }
}

/** The checked body of an API call, or the problem document that says what is wrong with it. */
export async function checkBody<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
): Promise<z.output<Schema> | Response> {
  const body: unknown = await event.request.json().catch(() => undefined);
  if (body === null || typeof body !== "object") return problem(400, wordsFor("error_json") ?? "");
  const match = event.request.headers.get("if-match")?.replaceAll('"', "");
  const sent = gatherNames({ ...body }, isAsked(schema));
  const read = schema.safeParse(match === undefined ? sent : { ...sent, version: match });
  return read.success ? read.data : refuseFields(read.error);
}

export function refuseFields(failure: z.ZodError): Response {
  return problem(422, wordsFor("error_fields") ?? "", { errors: fieldErrors(failure) });
}

/** An API write: the body checked by the schema, then the command; `Idempotency-Key` and `If-Match` as headers. */
export async function answerWrite<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<{ id: string }>,
): Promise<Response> {
  const input = await checkBody(event, schema);
  if (input instanceof Response) return input;
  try {
    const key = event.request.headers.get("idempotency-key") ?? undefined;
    const id = await inWork(event.locals.actor, (work) => once(work, key, async () => (await run(work, input)).id));
    return json({ id }, { status: event.request.method === "POST" ? 201 : 200 });
  } catch (cause) {
    return answerProblem(cause);
  }
}

/** A page's read that also writes a line of history, with the errors of the work turned into pages. */
export async function problemPage<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    throw asPage(cause);
  }
}

/** A step, an edit or anything else that is written to one record through the API. */
export function answerStep(
  event: RequestEvent & { params: { id: string } },
  { form, take }: StepAct,
): Promise<Response> {
  const { id } = event.params;
  return answerWrite(event, form, async (work, input) => {
    await take(work, id, input);
    return { id };
  });
}
