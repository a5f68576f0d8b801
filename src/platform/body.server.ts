import type { z } from "zod";
import { locales } from "#words/runtime.js";
import { Answered } from "./answered.ts";
import type { AskedRequest } from "./asked.ts";
import { underWay } from "./log.server.ts";
import { gatherNames } from "./names.ts";
import { problem, refuseFields, refuseNamed } from "./problem.server.ts";
import { fileErrors } from "./sent-files.server.ts";
import { fieldsOf, formIn, isAsked, readForm } from "./sent.server.ts";
import { sayEvent } from "./security-log.server.ts";
import { wordsFor } from "./words.server.ts";

/** What a call sent: `body` as it came, `input` as its form reads it. */
export type Sent<Schema extends z.ZodType<object>> = { body: Record<string, unknown>; input: z.output<Schema> };

/** The body of a call as its form reads it, or the problem document that says what is wrong with it; `given` is said by headers. */
export async function readCall<Schema extends z.ZodType<object>>(
  event: { request: AskedRequest },
  schema: Schema,
  given: Record<string, unknown> = {},
): Promise<Sent<Schema> | Answered> {
  const body = await readObject(event.request, fieldsOf(schema).length === 0);
  if (!body) return problem(400, wordsFor("error_json") ?? "");
  const refused = refuseUnknown(Object.keys(body), schema);
  if (refused) return refused;
  const wrong = await fileErrors(body);
  if (Object.keys(wrong).length > 0) return refuseNamed(wrong);
  const read = schema.safeParse(gatherNames({ ...body, ...given }, isAsked(schema)));
  return read.success ? { body, input: read.data } : refuseFields(read.error);
}

/** A call that asks for no field may leave its body out; a text that is no object is no body, and of a list each place is an unknown field. Where a file goes along, a form is sent. */
export async function readObject(
  request: AskedRequest,
  mayBeAbsent = false,
): Promise<Record<string, unknown> | undefined> {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data"))
    return readForm(await formIn({ request }));
  const text = await request.text();
  if (mayBeAbsent && text.trim() === "") return {};
  const body = parsed(text);
  return body === null || typeof body !== "object" ? undefined : { ...body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a call has no field for is refused by name, however it was sent: left out without a word it would be taken for done. */
export function refuseUnknown(names: readonly string[], schema: z.ZodType): Answered | undefined {
  const shape = fieldsOf(schema);
  const known = new Set(shape.flatMap((field) => [field, ...inLanguages(field)]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return undefined;
  sayEvent("input_refused", {
    what: { why: "unknown_field", fields: unknown.join(" "), path: underWay.getStore()?.path },
  });
  const sentence = (field: string) => wordsFor("error_unknown_field", { field: field.slice(0, 80) }) ?? field;
  return refuseNamed(Object.fromEntries(unknown.map((name) => [name, sentence(name)])));
}

/** A name may be sent by language. */
const inLanguages = (field: string) => (field.endsWith("_in") ? locales.map((one) => field.replace(/in$/, one)) : []);
