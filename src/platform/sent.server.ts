import { z } from "zod";
import { fieldsOfRule } from "./constraints.ts";
import type { RuleError } from "./errors.ts";
import { FieldError } from "./errors.ts";
import { isCell } from "./grid.ts";
import { fieldOf } from "./names.ts";
import { isSecretField } from "./secret-fields.ts";
import { wordsFor } from "./words.server.ts";

/** The form that was sent; what is no form at all, or more than its address takes, has no fields. */
export async function formIn({
  request,
  locals,
}: {
  request: Pick<Request, "formData">;
  locals?: App.Locals;
}): Promise<FormData> {
  if (locals?.tooLarge !== undefined) return new FormData();
  return request.formData().catch(() => new FormData());
}

/** Fields named `x[]` become lists; of others that come twice the first counts. Read in one go: looking each up would take its square. */
export function readForm(form: FormData): Record<string, unknown> {
  const read = new Map<string, FormDataEntryValue | FormDataEntryValue[]>();
  for (const [name, value] of form) {
    const known = read.get(name);
    if (!name.endsWith("[]")) read.set(name, known ?? value);
    else if (!Array.isArray(known)) read.set(name, value === "" ? [] : [value]);
    else if (value !== "") known.push(value);
  }
  // Each is a field of its own, whatever it is called: a form may say `__proto__`.
  return Object.fromEntries([...read].map(([name, value]) => [name.endsWith("[]") ? name.slice(0, -2) : name, value]));
}

/** What was typed, without what is never sent back: files, passwords and codes of the second step; a unit's code is no secret. */
export function printable(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !(value instanceof File) && !isSecretField(name)),
  );
}

/** The names of a form's fields. */
export function fieldsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodIntersection)
    return [schema.def.left, schema.def.right].flatMap((side) => fieldsOf(side as z.ZodType));
  return [];
}

/** The field of a form that holds a file. */
export function fileFieldOf(schema: z.ZodType): string | undefined {
  if (!(schema instanceof z.ZodObject)) return undefined;
  return Object.entries(schema.shape as Record<string, z.ZodType>).find(([, type]) => isFile(type))?.[0];
}

function isFile(type: z.ZodType): boolean {
  if (type instanceof z.ZodOptional) return isFile(type.unwrap() as z.ZodType);
  if (type instanceof z.ZodPipe) return isFile(type.out as z.ZodType);
  return type instanceof z.ZodFile;
}

/** Whether a form requires what a field holds. */
export function isAsked(schema: z.ZodType): (field: string) => boolean {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType | undefined>) : {};
  return (field) => shape[field]?.safeParse(undefined).success === false;
}

/** One sentence for each field that is not well formed. */
export function fieldErrors(failure: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of failure.issues) {
    const field = fieldOf(issue.path);
    const inputs = issue.code === "custom" ? (issue.params as Record<string, number> | undefined) : {};
    errors[field] ??= wordsFor(issue.message, inputs) ?? issue.message;
  }
  return errors;
}

/** The field that a rule is about, of those that the form has; undefined where it is about none of them. */
export function fieldInRule(cause: RuleError, fields: readonly string[]): string | undefined {
  const about = cause instanceof FieldError ? cause.fields : fieldsOfRule(cause.code);
  return about.find((name) => fields.includes(name) || isCell(name));
}
