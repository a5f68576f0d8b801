import type { z } from "zod";

/** What a form makes of values, or what it says against them: the first sentence of each field. */
export function readBy(form: z.ZodType, values: unknown): unknown {
  const read = form.safeParse(values);
  if (read.success) return read.data;
  return Object.fromEntries(read.error.issues.toReversed().map((issue) => [issue.path.join("."), issue.message]));
}

/** What it says against one field of values that are right otherwise; nothing when it takes it. */
export function saidOf(form: z.ZodType, values: object, name: string, value: unknown): string | undefined {
  const issues = form.safeParse({ ...values, [name]: value }).error?.issues ?? [];
  return issues.find((issue) => issue.path[0] === name)?.message;
}

/** A text of so many letters. */
export const long = (letters: number) => "x".repeat(letters);

/** A file as a page sends it. */
export const aFile = (type: string, bytes = 1) => new File([new Uint8Array(bytes)], "a file", { type });

export const AN_ID = "0197a3c0-1111-7222-8333-444455556666";
