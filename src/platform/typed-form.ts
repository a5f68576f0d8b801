import { z } from "zod";
import { isDayType } from "./forms.ts";
import { typedDay, typedNumber } from "./format.ts";
import type { TypedKind } from "./typed-exactly.ts";
import { readExactly } from "./typed-exactly.ts";
import type { NumberLanguage } from "./typed-number.ts";
import type { Doubt } from "./verdict.ts";

type Doubts = Record<string, Pick<Doubt, "code" | "details">>;

/**
 * Which fields of a form hold a day, a whole number, or a number that may have hundredths: told by what the field ends as,
 * so that a form has it without saying so. The version goes back as the page wrote it.
 */
export function typedKinds(schema: z.ZodType): Record<string, TypedKind> {
  const kinds: Record<string, TypedKind> = {};
  if (schema instanceof z.ZodIntersection)
    return { ...typedKinds(schema.def.left as z.ZodType), ...typedKinds(schema.def.right as z.ZodType) };
  if (!(schema instanceof z.ZodObject)) return kinds;
  for (const [name, type] of Object.entries(schema.shape as Record<string, z.ZodType>)) {
    const kind = kindOf(type);
    if (kind && name !== "version") kinds[name] = kind;
  }
  return kinds;
}

function kindOf(type: z.ZodType): TypedKind | undefined {
  if (isDayType(type)) return "day";
  if (type instanceof z.ZodNumber) return type.isInt ? "count" : "amount";
  if (type instanceof z.ZodPipe) return kindOf(type.def.in as z.ZodType) ?? kindOf(type.def.out as z.ZodType);
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault)
    return kindOf(type.def.innerType as z.ZodType);
  return undefined;
}

/** What was typed into a form, its days as YYYY-MM-DD and its numbers as numbers; what is in doubt stays as typed, with the sentence for it. */
export function readTyped(
  values: Record<string, unknown>,
  kinds: Record<string, TypedKind>,
  language: NumberLanguage,
): { values: Record<string, unknown>; doubts: Doubts } {
  const read = { ...values };
  const doubts: Doubts = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const typed = values[name];
    if (typeof typed !== "string" || typed.trim() === "") continue;
    const understood = readExactly(kind, typed, language);
    if (understood.verdict !== "understood") doubts[name] = understood;
    else if (isOfAnother(understood.currency, name, values))
      doubts[name] = { code: "typed_currency", details: { value: typed.trim().slice(0, 60) } };
    else read[name] = understood.value;
  }
  return { values: read, doubts };
}

/** A currency typed beside the number must be the one that the form keeps: in the field's name, or in a field of its own. */
function isOfAnother(currency: string | undefined, name: string, values: Record<string, unknown>): boolean {
  if (currency === undefined) return false;
  return !name.endsWith(`_${currency.toLowerCase()}`) && values.currency !== currency;
}

/** A record as it stands, as the form says it: where what was typed means the same, as it was typed. */
export function asTyped(
  current: Record<string, unknown>,
  { typed, read }: { typed: Record<string, unknown>; read: Record<string, unknown> },
  kinds: Record<string, TypedKind>,
): Record<string, unknown> {
  const shown = { ...current };
  for (const [name, kind] of Object.entries(kinds)) {
    const value = current[name];
    if (value === null || value === undefined) continue;
    if (String(value) === String(read[name])) shown[name] = typed[name];
    else if (kind === "day") shown[name] = typedDay(String(value));
    else if (!isYear(name)) shown[name] = typedNumber(Number(value));
  }
  return shown;
}

const isYear = (name: string) => /(?:^|_)year(?:_|$)/.test(name);
