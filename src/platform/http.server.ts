import { error, fail, isRedirect, redirect } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import type { Actor } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { inWork } from "./db.server.ts";
import {
  AddressError,
  BusyError,
  DoubtError,
  FieldError,
  ForbiddenError,
  NotFoundError,
  RuleError,
  StaleError,
  ThereError,
} from "./errors.ts";
import { actsAs, sayActing } from "./acting.ts";
import { readAlong, readPage } from "./along.server.ts";
import { wordOfAway } from "./away.server.ts";
import { pathSaid } from "./log.server.ts";
import { isSeeking } from "./offer.ts";
import { papersFirst } from "./paper.server.ts";
import { KeySpentError, once, sendingOf } from "./once.server.ts";
import { isUnreadable, ruleIn, sayRefused } from "./refused.server.ts";
import { sayEvent } from "./security-log.server.ts";
import { fileErrors } from "./sent-files.server.ts";
import { fieldInRule, fieldsOf, fileFieldOf, printable, readForm } from "./sent.server.ts";
import type { ReadForm } from "./typed-form.server.ts";
import { currentAsTyped, understand } from "./typed-form.server.ts";
import { ruleInWords, wordsFor } from "./words.server.ts";
import { keepHere } from "./unsent.ts";
import { takeWrite } from "./writes.server.ts";

/** What a page gets back when its form was refused: what was typed stays. */
export type Refusal = {
  values: Record<string, unknown>;
  errors: Record<string, string>;
  message?: string;
  current?: Record<string, unknown>;
  /** Where what was entered is already: it is entered again only by who says that it is another. */
  there?: string;
  /** What was entered may be a slip: it is taken from who says that it is right. */
  isDoubted?: true;
  /** Under which the form is sent again, where its own key stands for something else. */
  key?: string;
  /** For whom it is sent again, where it was opened for another. */
  as?: string;
};

/** The row, or 404: not there and not yours to see are the same. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new NotFoundError("not there, or not yours to see");
  return row;
}

/** A page's read: one unit of work, errors of the work turned into pages. */
export const load = <Result>({ locals }: { locals: App.Locals }, run: (work: Work) => Promise<Result>) =>
  orPage(papersFirst(() => readPage(locals, run)));

/** What the frame around a page reads, in one statement. */
export const frame = <Result>({ locals }: { locals: App.Locals }, run: (work: Work) => Promise<Result>) =>
  orPage(readAlong(locals, run));

async function orPage<Result>(read: Promise<Result>): Promise<Result> {
  try {
    return await read;
  } catch (cause) {
    throw isUnreadable(cause) ? errorOf(400, "error_address") : asPage(cause);
  }
}

/** The read of a page that has no script (`csr = false`): what it gives is shown and not sent along a second time, for a script to begin with. */
export async function show<Result extends object>(
  event: { locals: App.Locals; isDataRequest: boolean },
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const shown = await load(event, run);
  // A page with script that goes there asks for the data and shows it itself.
  return event.isDataRequest ? shown : keepHere(shown);
}

/** Reads and checks the form, runs the command in one unit of work, then goes where `run` says. */
export function submit<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
  run: (work: Work, input: z.output<Schema>) => Promise<string>,
) {
  return submitPrepared(event, schema, async (input) => (work) => run(work, input));
}

/**
 * The same of what is heavy: `prepare` reads the file or makes the paper before the unit of work is opened, and so holds no connection
 * while it takes its time, and gives what is then done.
 */
function submitPrepared<Schema extends z.ZodType<object>>(
  event: RequestEvent,
  schema: Schema,
  prepare: (input: z.output<Schema>) => Promise<(work: Work) => Promise<string>>,
) {
  return sent(event, schema, { prepare, end: (target) => redirect(303, target) });
}

/**
 * What a form makes and shows once, on this answer and never again: so there is no redirect, and what was made is kept nowhere. Sent twice, a
 * form makes one; `shownBefore` is the rule that says so.
 */
export function showMade<Schema extends z.ZodType<object>, Made>(
  event: RequestEvent,
  schema: Schema,
  make: (work: Work, input: z.output<Schema>) => Promise<Made>,
  shownBefore = "rule_key_shown",
) {
  let made: Made | undefined;
  const prepare = async (input: z.output<Schema>) => async (work: Work) => {
    made = await make(work, input);
    return "made";
  };
  const end = () => {
    if (made === undefined) throw new KeySpentError([], shownBefore, 409);
    return { made };
  };
  return sent(event, schema, { prepare, end });
}

/** What sending a form would do, shown and not done: nothing is written, so the same may be looked at as often as anybody likes. */
export function onLook<Schema extends z.ZodType<object>, Look>(
  schema: Schema,
  prepare: (input: z.output<Schema>, event: RequestEvent) => Promise<(work: Work) => Promise<Look>>,
) {
  const look = (event: RequestEvent) => {
    let seen: { look: Look } | undefined;
    const run = async (input: z.output<Schema>) => {
      const show = await prepare(input, event);
      return async (work: Work) => ((seen = { look: await show(work) }), "");
    };
    return sent(event, schema, { prepare: run, end: () => seen as { look: Look } | undefined, isLook: true });
  };
  return { default: look };
}

type Sent<Input, Answer> = {
  prepare: (input: Input) => Promise<(work: Work) => Promise<string>>;
  /** What is answered when the work was done; it leads on or shows. */
  end: (target: string) => Answer;
  /** Nothing is done that could be done twice. */
  isLook?: boolean;
};

async function sent<Schema extends z.ZodType<object>, Answer>(
  event: RequestEvent,
  schema: Schema,
  { prepare, end, isLook = false }: Sent<z.output<Schema>, Answer>,
) {
  const form = await event.request.formData().catch(() => undefined);
  if (!form) return refuse(400, { values: {}, errors: {}, message: wordsFor("error_form") ?? "" });
  const values = readForm(form);
  event.locals.sent = values;
  if (event.locals.tooLarge) return refuse(413, tooLarge(event.locals.tooLarge, values, schema));
  if (isSeeking(values)) return refuse(200, { values: printable(values), errors: {} });
  const { actor } = event.locals;
  if (values._as !== undefined && values._as !== actsAs(actor)) return refuse(409, openedForAnother(actor, values));
  const read = understand(values, schema);
  if ("errors" in read) return refuse(422, { values: printable(values), errors: read.errors });
  try {
    takeWrite(event.locals.actor.userId);
    const errors = await fileErrors(values);
    if (Object.keys(errors).length > 0) return refuse(422, { values: printable(values), errors });
    const run = await prepare(read.input);
    const { pathname, search } = new URL(event.request.url);
    const sending = await sendingOf(isLook ? undefined : textOf(values._key), pathname + search, values);
    const target = await papersFirst(() => inWork(event.locals.actor, (work) => once(work, sending, () => run(work))));
    return end(target);
  } catch (refused) {
    if (isRedirect(refused)) throw refused;
    const cause = ruleIn(refused);
    if (cause instanceof BusyError) return refuse(cause.status, busy(cause, values, schema));
    // Sent again with its key, what was written after all is not written twice.
    const away = wordOfAway(cause);
    if (away) return refuse(503, { values: printable(values), errors: {}, message: wordsFor(away) ?? away });
    if (cause instanceof RuleError && !(cause instanceof AddressError))
      return refuse(cause instanceof FieldError ? cause.status : 409, ruleRefusal(cause, values, fieldsOf(schema)));
    if (cause instanceof StaleError) return refuse(409, staleRefusal(cause, { values, read: read.read, schema }));
    throw asPage(cause);
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The one thing that can be sent from a page. */
export function onSubmit<Schema extends z.ZodType<object>, Event extends RequestEvent>(
  schema: Schema,
  run: (work: Work, input: z.output<Schema>, event: Event) => Promise<string>,
): Record<string, (event: Event) => ReturnType<typeof submit>> {
  return { default: (event: Event) => submit(event, schema, (work, input) => run(work, input, event)) };
}

/** The same with what must be got ready first, a file read or a paper made. */
export function onPrepared<Schema extends z.ZodType<object>, Event extends RequestEvent>(
  schema: Schema,
  prepare: (input: z.output<Schema>, event: Event) => Promise<(work: Work) => Promise<string>>,
): Record<string, (event: Event) => ReturnType<typeof submit>> {
  return { default: (event: Event) => submitPrepared(event, schema, (input) => prepare(input, event)) };
}

function refuse(status: number, refusal: Refusal) {
  return fail(status, { refusal });
}

/** A secret was tried too often: nothing is looked at for so many seconds, and nothing that was typed goes but the secret. */
export async function tooOften(event: RequestEvent, seconds: number, field?: string) {
  const form = await event.request.formData().catch(() => new FormData());
  event.setHeaders({ "retry-after": String(seconds) });
  sayEvent("sign_in_locked", { what: { why: "too_often", path: pathSaid(event.url.pathname) } });
  const message = wordsFor("error_too_often") ?? "";
  const said = field === undefined ? { errors: {}, message } : { errors: { [field]: message } };
  return refuse(429, { values: printable(readForm(form)), ...said });
}

type Values = Record<string, unknown>;

/** What was sent is larger than its address takes: beside the file, else above the form; what was typed before the file stays. */
function tooLarge(most: string, values: Values, schema: z.ZodType): Refusal {
  return atFile(wordsFor("error_body_large", { most }) ?? "", values, schema);
}

/** Nothing was begun; the same can be sent again as it is. Said beside the file, where one was sent. */
function busy(cause: BusyError, values: Values, schema: z.ZodType): Refusal {
  const sentence = wordsFor(cause.code) ?? cause.code;
  const field = fileFieldOf(schema);
  const isSent = field !== undefined && values[field] instanceof File && values[field].size > 0;
  return isSent ? atFile(sentence, values, schema) : { values: printable(values), errors: {}, message: sentence };
}

function atFile(sentence: string, values: Values, schema: z.ZodType): Refusal {
  const field = fileFieldOf(schema);
  const kept = { values: printable(values) };
  return field === undefined ? { ...kept, errors: {}, message: sentence } : { ...kept, errors: { [field]: sentence } };
}

/** What was opened for one unit is written for no other unless its writer says so by sending it once more. */
function openedForAnother(actor: Actor, values: Values): Refusal {
  const message = wordsFor("error_opened_for_another", { now: sayActing(actor) }) ?? "";
  return { values: printable(values), errors: {}, message, as: actsAs(actor) };
}

/** Beside the field that it is about, else above the form. */
function ruleRefusal(cause: RuleError, values: Record<string, unknown>, fields: string[]): Refusal {
  const sentence = ruleInWords(cause.code, cause.details);
  const field = fieldInRule(cause, fields);
  const kept = {
    values: printable(values),
    ...(cause instanceof ThereError && { there: cause.href }),
    ...(cause instanceof DoubtError && { isDoubted: true as const }),
    ...(cause instanceof KeySpentError && { key: crypto.randomUUID() }),
  };
  return field === undefined ? { ...kept, errors: {}, message: sentence } : { ...kept, errors: { [field]: sentence } };
}

function staleRefusal(cause: StaleError, form: ReadForm): Refusal {
  const message = wordsFor("error_stale") ?? "";
  const current = printable(currentAsTyped(cause.current, form));
  return { values: printable(form.values), errors: {}, message, current };
}

/** A refusal as the answer of a page, for what is shown once and so led on by no redirect. */
function asPage(refused: unknown): unknown {
  // Also what only the database refuses a reading: a standby gives way to what its server writes.
  const cause = ruleIn(refused);
  sayRefused(cause);
  if (cause instanceof NotFoundError) return errorOf(404, cause.code);
  if (cause instanceof ForbiddenError) return errorOf(403, "error_forbidden");
  if (cause instanceof BusyError) return errorOf(cause.status, cause.code);
  if (cause instanceof RuleError) return errorOf(cause instanceof AddressError ? 400 : 409, cause.code, cause.details);
  return cause;
}

function errorOf(status: number, key: string, details: RuleError["details"] = {}): unknown {
  try {
    error(status, ruleInWords(key, details));
  } catch (thrown) {
    return thrown;
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
