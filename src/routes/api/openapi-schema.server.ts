import { z } from "zod";
import { locales } from "#words/runtime.js";
import { ACTING } from "#platform/actor.ts";

type Json = Record<string, unknown>;

/** What a schema describes, as JSON has it once it was read; what only the server knows (a file) may be anything. */
export function schemaOf(type: z.ZodType): Json {
  const { $schema: _dialect, ...described } = z.toJSONSchema(type, { io: "output", unrepresentable: "any" });
  return described;
}

const IN_A_LANGUAGE = { anyOf: [{ type: "string" }, { type: "null" }] };

/** The body of a call: what a form asks, with names also by language; without the field that holds a file. */
export function bodySchema(form: z.ZodObject, without?: string): Json {
  const fields = Object.entries(form.shape as Record<string, z.ZodType>).filter(([name]) => name !== without);
  const properties: Json = {};
  for (const [name, type] of fields) Object.assign(properties, inLanguages(name), { [name]: fieldSchema(type) });
  const required = fields.filter(([, type]) => !type.safeParse(undefined).success).map(([name]) => name);
  return { type: "object", properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/** The same as a form that is sent with its file. */
export function formSchema(form: z.ZodObject, file: string): Json {
  const { properties, required = [], ...rest } = bodySchema(form) as { properties: Json; required?: string[] };
  return { ...rest, properties: { ...properties, [file]: { type: "string", format: "binary" } }, required };
}

/** The body of a PATCH: any of the fields; null empties one that may be empty. The version stands in If-Match. */
export function patchSchema(form: z.ZodObject): Json {
  const { properties, required } = bodySchema(form) as { properties: Json; required?: string[] };
  const { version: _version, ...fields } = properties;
  const mayBeEmpty = (name: string) => !required?.includes(name);
  const described = Object.entries(fields).map(([name, type]) => [
    name,
    mayBeEmpty(name) ? { anyOf: [type, { type: "null" }] } : type,
  ]);
  return {
    type: "object",
    properties: {
      ...Object.fromEntries(described),
      ...("version" in properties && { version: { type: "integer", description: "Where no If-Match is sent" } }),
    },
    additionalProperties: false,
  };
}

function fieldSchema(type: z.ZodType): Json {
  const { default: _default, ...described } = schemaOf(type);
  return described;
}

function inLanguages(name: string): Json {
  if (!name.endsWith("_in")) return {};
  return Object.fromEntries(locales.map((language) => [name.replace(/in$/, language), IN_A_LANGUAGE]));
}

const REFUSALS: Record<string, string> = {
  400: "The address or the body cannot be read",
  401: "No valid key was sent; WWW-Authenticate says how",
  403: "Not the caller's to do",
  404: "There is no such record, or it is not the caller's to see",
  409: "A rule of the work refuses it",
  412: "Somebody saved meanwhile; `current` is the record as it stands",
  422: "Some fields are not right; `errors` has a sentence for each",
  428: "If-Match is missing",
};
const CHALLENGE = { "WWW-Authenticate": { schema: { type: "string" } } };

/** The refusals that a call may answer, each a problem document. */
export function refusals(statuses: readonly number[]): Json {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: REFUSALS[status],
        ...(status === 401 && { headers: CHALLENGE }),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

const header = (description: string) => ({ description, schema: { type: "string" } });
export const TAG = { ETag: header("The version, which a later If-Match sends back") };
export const PLACE = { ...TAG, Location: header("The address of the record") };

export const onceHeader = {
  name: "Idempotency-Key",
  in: "header",
  description: "Sent again with the same body it is answered as the first time; with another it is refused",
  schema: { type: "string", maxLength: 200 },
};
export const actingHeader = {
  name: ACTING,
  in: "header",
  description: "The id of the appointment that the call acts in, as /me lists them; without it the first",
  schema: { type: "string", format: "uuid" },
};
export const matchHeader = (required: boolean) => ({
  name: "If-Match",
  in: "header",
  required,
  description: "The ETag that was read; weak ones are understood",
  schema: { type: "string" },
});
