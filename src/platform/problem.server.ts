import type { z } from "zod";
import {
  AddressError,
  BusyError,
  FieldError,
  ForbiddenError,
  NotFoundError,
  RuleError,
  StaleError,
  ThereError,
} from "./errors.ts";
import { withLanguages } from "./names.ts";
import { ruleIn, sayRefused } from "./refused.server.ts";
import { fieldErrors, fieldInRule } from "./sent.server.ts";
import { shown } from "./shown.ts";
import { ruleInWords, wordsFor } from "./words.server.ts";

type Answered = { status?: number; headers?: Record<string, string> };

/** Bytes rather than text: what is sent is encoded once. */
export function json(value: unknown, init: Answered = {}): Response {
  return jsonText(JSON.stringify(value), init);
}

/** The same of what is JSON already. */
export function jsonText(text: string, init: Answered = {}): Response {
  const body = Buffer.from(text);
  const headers = { "content-type": "application/json", "content-length": String(body.length), ...init.headers };
  return new Response(body, { status: init.status ?? 200, headers });
}

/** A problem document (RFC 9457). */
export function problem(status: number, detail: string, extra: Record<string, unknown> = {}): Response {
  const body = { type: "about:blank", title: `HTTP ${status}`, status, detail, ...extra };
  return json(body, { status, headers: { "content-type": "application/problem+json" } });
}

/** There is such an address, but nothing of that kind is done there. */
export function notAllowed(allowed: readonly string[]): Response {
  const refused = problem(405, wordsFor("error_method", { allowed: allowed.join(", ") }) ?? "");
  refused.headers.set("allow", allowed.join(", "));
  return refused;
}

export function refuseFields(failure: z.ZodError): Response {
  return refuseNamed(fieldErrors(failure));
}

export function refuseNamed(errors: Record<string, string>): Response {
  return problem(422, wordsFor("error_fields") ?? "", { errors });
}

/** The problem document of a refused call; `fields` are those that it takes. */
export function answerProblem(refused: unknown, fields: readonly string[] = []): Response {
  const cause = ruleIn(refused);
  sayRefused(cause);
  if (cause instanceof NotFoundError) return problem(404, wordsFor("error_not_found") ?? "");
  if (cause instanceof ForbiddenError) return problem(403, wordsFor("error_forbidden") ?? "");
  if (cause instanceof BusyError) return problem(cause.status, wordsFor(cause.code) ?? cause.code);
  if (cause instanceof RuleError) return ruleProblem(cause, fields);
  if (cause instanceof StaleError)
    return problem(412, wordsFor("error_stale") ?? "", { current: withLanguages(shown(cause.current)) });
  throw cause;
}

export function ruleProblem(cause: RuleError, fields: readonly string[] = []): Response {
  const { code, details } = cause;
  const sentence = ruleInWords(code, details);
  const field = fieldInRule(cause, fields) ?? (cause instanceof FieldError ? cause.fields[0] : undefined);
  const errors = field === undefined ? {} : { errors: { [field]: sentence } };
  return problem(statusOf(cause), sentence, {
    code,
    ...errors,
    ...(cause instanceof ThereError && { there: cause.href }),
  });
}

/** What a refused rule is among the answers of HTTP. */
function statusOf(cause: RuleError): number {
  if (cause instanceof AddressError) return 400;
  return cause instanceof FieldError ? cause.status : 409;
}
